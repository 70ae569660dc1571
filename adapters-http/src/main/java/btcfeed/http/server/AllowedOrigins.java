package btcfeed.http.server;

import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Whose pages may use what is here: this server's own, and those that were named.
 *
 * @param allowed {@code scheme://host:port} in lower case, as browsers write it
 * @param hosts the names this server answers for: a page is its own only under one of these
 */
public record AllowedOrigins(Set<String> allowed, Hosts hosts) {
  /** True for a request of no page, of ours, or of one that was named; never for two origins. */
  public boolean admits(Headers headers) {
    Optional<String> origin = headers.first(HeaderNames.ORIGIN);
    return hosts.answers(headers)
        && (origin.isEmpty() || named(headers).isPresent() || own(headers));
  }

  /** The page's origin if it is one of those that were named. */
  Optional<String> named(Headers headers) {
    return single(headers).filter(allowed::contains);
  }

  private static boolean own(Headers headers) {
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
