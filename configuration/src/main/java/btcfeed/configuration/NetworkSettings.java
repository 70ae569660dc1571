package btcfeed.configuration;

import btcfeed.exchange.net.NoProxy;
import btcfeed.exchange.net.ProxyServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The settings of the connection to venues: proxies and certificate authorities. */
final class NetworkSettings {
  private static final Set<String> NO_PROXY_WORDS = Set.of("none", "direct");

  private static final Kind<ProxyServer> PROXY =
      new Kind<>(ProxyServer.EXPECTED, ProxyServer::parse);

  private static final Kind<Optional<ProxyServer>> PROXY_OR_NONE =
      new Kind<>(
          ProxyServer.EXPECTED + "; or none",
          text -> {
            Optional<ProxyServer> proxy = ProxyServer.parse(text);
            boolean none = NO_PROXY_WORDS.contains(text.toLowerCase(Locale.ROOT));
            return none
                ? Optional.of(Optional.empty())
                : Optional.of(proxy).filter(Optional::isPresent);
          });

  static final Setting<Optional<ProxyServer>> FEED_PROXY =
      Setting.of(
              "FEED_PROXY",
              PROXY_OR_NONE,
              "The proxy for every connection to a venue: both lines, connect tokens and history."
                  + " It wins over HTTPS_PROXY and ALL_PROXY; none ignores them. The proxy resolves"
                  + " host names. Connections to Redis do not use it.")
          .shownAs(Secrecy.SECRET_IN_URL);

  static final Setting<ProxyServer> HTTPS_PROXY =
      Setting.of(
              "HTTPS_PROXY",
              PROXY,
              "The proxy for every connection to a venue if FEED_PROXY is unset. Connections to"
                  + " this machine (localhost, 127.0.0.0/8, ::1) do not use it.")
          .orNamed("https_proxy")
          .shownAs(Secrecy.SECRET_IN_URL);

  static final Setting<ProxyServer> ALL_PROXY =
      Setting.of("ALL_PROXY", PROXY, "The same if HTTPS_PROXY is unset too.")
          .orNamed("all_proxy")
          .shownAs(Secrecy.SECRET_IN_URL);

  static final Setting<NoProxy> NO_PROXY =
      Setting.of(
              "NO_PROXY",
              new Kind<>(
                  "host names (subdomains included), addresses, ranges such as 10.0.0.0/8, each"
                      + " with an optional :port, or *; separated by commas",
                  text -> Optional.of(NoProxy.parse(text))),
              "The hosts that are connected without a proxy.")
          .orNamed("no_proxy");

  static final Setting<Path> FEED_SSL_CA_FILE =
      Setting.of(
          "FEED_SSL_CA_FILE",
          Kinds.READABLE_FILE,
          "PEM file with authorities to trust for venues, in addition to those of Java. It is"
              + " needed if a proxy opens TLS. The host name is always verified.");

  static final List<Setting<?>> ALL =
      List.of(FEED_PROXY, HTTPS_PROXY, ALL_PROXY, NO_PROXY, FEED_SSL_CA_FILE);

  private NetworkSettings() {}
}
