package btcfeed.http.server;

import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The {@code Host} names this server accepts.
 *
 * <p>A foreign web page can make its own name resolve to this server (DNS rebinding) and then read
 * responses as its own. The name in the {@code Host} header reveals that. Names that such a page
 * cannot have are always accepted: addresses, {@code localhost}, names of one part ({@code
 * feed:8080} in a container network), names in {@code .svc}, {@code .cluster.local} and {@code
 * .internal}, and no header at all. Every other name must be configured.
 *
 * @param configured in lower case; {@code .example.com} means every name below it, {@code *} every
 *     name
 */
public record Hosts(Set<String> configured) {
  private static final Pattern ADDRESS =
      Pattern.compile("\\[[0-9a-f:.]+(%25[\\w.-]+)?]|[0-9]{1,3}(\\.[0-9]{1,3}){3}");
  private static final Pattern PRIVATE_NAME =
      Pattern.compile("[a-z0-9_-]+|.*\\.(localhost|svc|cluster\\.local|internal)");
  private static final Pattern PORT = Pattern.compile(":[0-9]{0,5}$");

  public Hosts {
    configured = Set.copyOf(configured);
  }

  /** True if this server accepts a request with these headers. */
  public boolean accept(Headers headers) {
    if (!headers.contains(HeaderNames.HOST)) {
      return true;
    }
    return headers.get(HeaderNames.HOST).valueCount() == 1
        && headers.first(HeaderNames.HOST).filter(this::accept).isPresent();
  }

  /** True if this server accepts a name, with a port or without. */
  boolean accept(String authority) {
    String host = PORT.matcher(authority.toLowerCase(Locale.ROOT)).replaceFirst("");
    String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    return ADDRESS.matcher(name).matches()
        || PRIVATE_NAME.matcher(name).matches()
        || configured.contains("*")
        || configured.contains(name)
        || parent(name).isPresent();
  }

  private Optional<String> parent(String name) {
    return configured.stream()
        .filter(suffix -> suffix.startsWith(".") && name.endsWith(suffix))
        .findFirst();
  }
}
