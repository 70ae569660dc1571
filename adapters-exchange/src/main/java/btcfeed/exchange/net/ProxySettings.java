package btcfeed.exchange.net;

import java.util.Locale;
import java.util.Optional;

/**
 * Chooses the proxy of a connection.
 *
 * <p>Every connection to a venue is a tunnel, also for {@code ws} and {@code http}. So one proxy
 * serves all of them, as RFC 6455, section 4.1, recommends: the one for HTTPS.
 *
 * @param explicit set for this service; applies to every host except those in {@code except}
 * @param ambient set for the whole machine; does not apply to this machine's own addresses either
 * @param except the hosts that are connected directly
 */
public record ProxySettings(
    Optional<ProxyServer> explicit, Optional<ProxyServer> ambient, NoProxy except) {
  /** Every connection is direct. */
  public static final ProxySettings NONE =
      new ProxySettings(Optional.empty(), Optional.empty(), NoProxy.NONE);

  /** The proxy for a host; empty if it is connected directly. */
  public Optional<ProxyServer> proxyFor(String host, int port) {
    if (except.matches(host, port)) {
      return Optional.empty();
    }
    return explicit.or(() -> ambient.filter(_ -> !isThisMachine(host)));
  }

  private static boolean isThisMachine(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    return name.equals("localhost")
        || name.endsWith(".localhost")
        || NameLookup.literal(host).filter(address -> address.isLoopbackAddress()).isPresent();
  }
}
