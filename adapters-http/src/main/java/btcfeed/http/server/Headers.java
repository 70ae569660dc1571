package btcfeed.http.server;

import btcfeed.http.answer.Response;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.WritableHeaders;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What goes with every answer, errors included: never stored, never sniffed, never framed, never
 * run. No {@code Server} banner, and no CORS but for origins that were named: a page of another one
 * has no business here.
 */
final class Headers {
  private static final List<Header> ALWAYS =
      List.of(
          HeaderValues.create("Cache-Control", "no-store"),
          HeaderValues.create("X-Content-Type-Options", "nosniff"),
          HeaderValues.create(
              "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"),
          HeaderValues.create("Referrer-Policy", "no-referrer"),
          HeaderValues.create("Cross-Origin-Resource-Policy", "same-origin"));

  private Headers() {}

  /** For a page of another origin that may read it: asked beforehand, as well as the answer. */
  static Response share(Response answer, String origin) {
    return answer
        .with(HeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, origin)
        .with(HeaderNames.ACCESS_CONTROL_ALLOW_METHODS, "GET, HEAD")
        .with(HeaderNames.ACCESS_CONTROL_ALLOW_HEADERS, "Last-Event-ID")
        .with(HeaderNames.ACCESS_CONTROL_EXPOSE_HEADERS, "Retry-After")
        .with(HeaderNames.VARY, vary(answer))
        .with(HeaderNames.create("Cross-Origin-Resource-Policy"), "cross-origin");
  }

  private static String vary(Response answer) {
    return Optional.ofNullable(answer.headers().get(HeaderNames.VARY))
        .map(others -> others + ", Origin")
        .orElse("Origin");
  }

  /** The same as text, for an answer that is written by hand. */
  static String lines() {
    return ALWAYS.stream()
        .map(header -> header.name() + ": " + header.get() + "\r\n")
        .collect(Collectors.joining());
  }

  static void addTo(WritableHeaders<?> headers) {
    ALWAYS.forEach(headers::set);
  }
}
