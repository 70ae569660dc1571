package btcfeed.simulator;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What an HTTP request asks for. */
record Query(String method, String path, Map<String, String> parameters) {
  Query {
    parameters = Map.copyOf(parameters);
  }

  static Query of(RequestHead request) {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String parameter : request.query().split("&")) {
      int equals = parameter.indexOf('=');
      if (equals > 0) {
        parameters.put(
            parameter.substring(0, equals),
            URLDecoder.decode(parameter.substring(equals + 1), StandardCharsets.UTF_8));
      }
    }
    return new Query(request.method(), request.path(), parameters);
  }

  String text(String name) {
    return parameters.getOrDefault(name, "");
  }

  /** A number; empty if it is not given, or none. */
  Optional<Long> number(String name) {
    String text = text(name);
    return text.matches("\\d{1,18}|[1-8]\\d{18}")
        ? Optional.of(Long.valueOf(text))
        : Optional.empty();
  }

  /** How many rows are wanted, and no more than there may be. */
  int limit(String name, int usual, int most) {
    return Math.clamp(number(name).orElse((long) usual), 1, most);
  }
}
