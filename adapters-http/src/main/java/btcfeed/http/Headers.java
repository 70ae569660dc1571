package btcfeed.http;

import io.helidon.http.Header;
import io.helidon.http.HeaderValues;
import io.helidon.http.WritableHeaders;
import java.util.List;

/**
 * What goes with every answer, errors included: never stored, never sniffed, never framed, never
 * run. No {@code Server} banner and no CORS: a page of another origin has no business here.
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

  static void addTo(WritableHeaders<?> headers) {
    ALWAYS.forEach(headers::set);
  }
}
