package btcfeed.configuration;

import btcfeed.exchange.net.NoProxy;
import btcfeed.exchange.net.ProxyServer;
import btcfeed.exchange.net.ProxySettings;
import btcfeed.exchange.net.TrustedAuthorities;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Selects the proxy: FEED_PROXY, else HTTPS_PROXY, else ALL_PROXY. Warns of other proxy settings,
 * which this service does not use.
 */
final class NetworkReader {
  private static final List<String> OTHER_VARIABLES =
      List.of("HTTP_PROXY", "http_proxy", "WS_PROXY", "WSS_PROXY", "ws_proxy", "wss_proxy");
  private static final List<String> JVM_PROPERTIES =
      List.of("http.proxyHost", "https.proxyHost", "socksProxyHost");

  private static final String UNUSED =
      ", which is not used: connections to venues are direct. Set FEED_PROXY to use a proxy";

  private NetworkReader() {}

  /**
   * Reads the network settings.
   *
   * @param environment the environment variables, to warn of those without effect
   */
  static FeedConfig.Network read(ConfigReading reading, Map<String, String> environment) {
    NoProxy except = reading.find(Settings.NO_PROXY).orElse(NoProxy.NONE);
    Optional<Path> caFile = reading.find(Settings.FEED_SSL_CA_FILE);
    caFile
        .flatMap(TrustedAuthorities::obstacle)
        .map(why -> "a file of certificates in PEM: " + why)
        .ifPresent(expected -> reading.fault(Settings.FEED_SSL_CA_FILE, expected));
    Optional<ProxyServer> explicit = Optional.empty();
    Optional<ProxyServer> ambient = Optional.empty();
    if (reading.isSet(Settings.FEED_PROXY)) {
      explicit = reading.find(Settings.FEED_PROXY).flatMap(choice -> choice);
    } else {
      boolean https = reading.isSet(Settings.HTTPS_PROXY);
      ambient = reading.find(https ? Settings.HTTPS_PROXY : Settings.ALL_PROXY);
      if (ambient.isEmpty()) {
        unused(environment).forEach(what -> reading.warn(what + UNUSED));
      }
    }
    return new FeedConfig.Network(new ProxySettings(explicit, ambient, except), caFile);
  }

  private static Stream<String> unused(Map<String, String> environment) {
    return Stream.concat(
        OTHER_VARIABLES.stream()
            .filter(name -> !environment.getOrDefault(name, "").isBlank())
            .map(name -> "the environment has " + name),
        JVM_PROPERTIES.stream()
            .filter(name -> !System.getProperty(name, "").isBlank())
            .map(name -> "Java has the property " + name));
  }
}
