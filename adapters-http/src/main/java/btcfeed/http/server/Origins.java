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
 */
public record Origins(Set<String> allowed) {
  /** True for a request of no page, of ours, or of one that was named. */
  public boolean admits(Headers headers) {
    Optional<String> origin = headers.first(HeaderNames.ORIGIN);
    return origin.isEmpty() || named(headers).isPresent() || own(headers, origin.get());
  }

  /** The page's origin if it is one of those that were named. */
  Optional<String> named(Headers headers) {
    return headers
        .first(HeaderNames.ORIGIN)
        .map(origin -> origin.toLowerCase(Locale.ROOT))
        .filter(allowed::contains);
  }

  private static boolean own(Headers headers, String origin) {
    String authority = origin.substring(origin.indexOf("://") + 1).replaceFirst("^//", "");
    return headers.first(HeaderNames.HOST).filter(authority::equalsIgnoreCase).isPresent();
  }
}
