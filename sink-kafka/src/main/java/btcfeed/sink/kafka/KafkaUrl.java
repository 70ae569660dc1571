package btcfeed.sink.kafka;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The brokers in a URL: {@code kafka://host:port[,host:port...]}. */
final class KafkaUrl {
  private static final String SCHEME = "kafka://";
  private static final int MOST_SERVERS = 32;
  private static final int MOST_PORTS = 65_535;
  private static final Pattern SERVER =
      Pattern.compile("(?:[A-Za-z0-9._-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}]):(?<port>\\d{1,5})");

  private KafkaUrl() {}

  /** What is wrong with it; empty if it can be used. */
  static Optional<String> complaint(String url) {
    if (url.contains("@")) {
      return Optional.of(
          "a URL without a user; %s and %s have the login"
              .formatted(KafkaSettings.USERNAME.name(), KafkaSettings.PASSWORD.name()));
    }
    List<String> servers = servers(url);
    boolean good =
        url.startsWith(SCHEME)
            && servers.size() <= MOST_SERVERS
            && servers.stream().allMatch(KafkaUrl::isServer);
    return good
        ? Optional.empty()
        : Optional.of("kafka://host:port[,host:port...], at most " + MOST_SERVERS + " brokers");
  }

  /** The text of each broker. */
  static List<String> servers(String url) {
    String text = url.startsWith(SCHEME) ? url.substring(SCHEME.length()) : url;
    return List.of(text.split(",", -1));
  }

  private static boolean isServer(String text) {
    var matcher = SERVER.matcher(text);
    if (!matcher.matches()) {
      return false;
    }
    int port = Integer.parseInt(matcher.group("port"));
    return port >= 1 && port <= MOST_PORTS;
  }
}
