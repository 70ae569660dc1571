package btcfeed.http.server;

import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The origins whose web pages may use this server: its own and the configured ones.
 *
 * @param configured {@code scheme://host:port} in lower case, as browsers send it
 * @param hosts the host names of this server; a page has the same origin only under one of these
 */
public record AllowedOrigins(Set<String> configured, Hosts hosts) {
  /** True for a request without an origin or with exactly one allowed origin. */
  public boolean admit(Headers headers) {
    return hosts.accept(headers)
        && (!headers.contains(HeaderNames.ORIGIN) || listed(headers).isPresent() || isOwn(headers));
  }

  /** The origin of the request if it is a configured one. */
  Optional<String> listed(Headers headers) {
    return single(headers).filter(configured::contains);
  }

  private static boolean isOwn(Headers headers) {
    Optional<String> host = headers.first(HeaderNames.HOST).map(AllowedOrigins::lowerCase);
    return host.isPresent()
        && single(headers)
            .map(origin -> origin.replaceFirst("^[a-z][a-z0-9+.-]*://", ""))
            .equals(host);
  }

  private static Optional<String> single(Headers headers) {
    return headers.contains(HeaderNames.ORIGIN) && headers.get(HeaderNames.ORIGIN).valueCount() == 1
        ? headers.first(HeaderNames.ORIGIN).map(AllowedOrigins::lowerCase)
        : Optional.empty();
  }

  private static String lowerCase(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
