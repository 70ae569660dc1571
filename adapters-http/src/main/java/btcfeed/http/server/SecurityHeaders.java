package btcfeed.http.server;

import btcfeed.http.response.Response;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.WritableHeaders;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The header fields of every response, errors included: no caching, sniffing, framing or scripts.
 * There is no {@code Server} field. CORS fields are only for configured origins.
 */
final class SecurityHeaders {
  private static final List<Header> ALWAYS =
      List.of(
          HeaderValues.create("Cache-Control", "no-store"),
          HeaderValues.create("X-Content-Type-Options", "nosniff"),
          HeaderValues.create(
              "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"),
          HeaderValues.create("Referrer-Policy", "no-referrer"),
          HeaderValues.create("Cross-Origin-Resource-Policy", "same-origin"));

  private SecurityHeaders() {}

  /** For a page of another origin that may read the response; also answers its preflight. */
  static Response withCors(Response response, String origin) {
    String vary =
        Optional.ofNullable(response.headers().get(HeaderNames.VARY))
            .map(others -> others + ", Origin")
            .orElse("Origin");
    return response
        .with(HeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, origin)
        .with(HeaderNames.ACCESS_CONTROL_ALLOW_METHODS, "GET, HEAD")
        .with(HeaderNames.ACCESS_CONTROL_ALLOW_HEADERS, "Last-Event-ID")
        .with(HeaderNames.ACCESS_CONTROL_EXPOSE_HEADERS, "Retry-After")
        .with(HeaderNames.VARY, vary)
        .with(HeaderNames.create("Cross-Origin-Resource-Policy"), "cross-origin");
  }

  /** The fields as text, for a response that does not go through Helidon. */
  static String lines() {
    return ALWAYS.stream()
        .map(header -> header.name() + ": " + header.get() + "\r\n")
        .collect(Collectors.joining());
  }

  static void addTo(WritableHeaders<?> headers) {
    ALWAYS.forEach(headers::set);
  }
}
