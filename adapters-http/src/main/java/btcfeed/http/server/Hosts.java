package btcfeed.http.server;

import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The host names this server answers for. A web page of somebody else can make its own name point
 * to this server (DNS rebinding) and then reads answers as if they were its own; the name in the
 * {@code Host} header gives that away.
 *
 * <p>Always accepted are names that such a page cannot have: addresses, {@code localhost}, names of
 * one part ({@code feed:8080} in a container network), names in {@code .svc}, {@code
 * .cluster.local} and {@code .internal}, and requests without the header. Every other name has to
 * be configured.
 *
 * @param configured in lower case; {@code .example.com} stands for every name below it, {@code *}
 *     for every name
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

  /** True if this server answers a request with these headers. */
  public boolean answers(Headers headers) {
    if (!headers.contains(HeaderNames.HOST)) {
      return true;
    }
    return headers.get(HeaderNames.HOST).valueCount() == 1
        && headers.first(HeaderNames.HOST).filter(this::answers).isPresent();
  }

  /** True if this server answers for a name, with a port or without. */
  boolean answers(String authority) {
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
