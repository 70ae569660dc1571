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

  private final ConfigReading reading;

  NetworkReader(ConfigReading reading) {
    this.reading = reading;
  }

  /**
   * Reads the network settings.
   *
   * @param environment the environment variables, to warn of those without effect
   */
  FeedConfig.Network read(Map<String, String> environment) {
    NoProxy except = reading.find(NetworkSettings.NO_PROXY).orElse(NoProxy.NONE);
    Optional<Path> caFile = reading.find(NetworkSettings.FEED_SSL_CA_FILE);
    caFile
        .flatMap(TrustedAuthorities::obstacle)
        .ifPresent(
            why ->
                reading.fault(
                    NetworkSettings.FEED_SSL_CA_FILE, "a file of certificates in PEM: " + why));
    if (reading.isSet(NetworkSettings.FEED_PROXY)) {
      Optional<ProxyServer> explicit =
          reading.find(NetworkSettings.FEED_PROXY).flatMap(choice -> choice);
      return new FeedConfig.Network(new ProxySettings(explicit, Optional.empty(), except), caFile);
    }
    Optional<ProxyServer> ambient =
        reading.isSet(NetworkSettings.HTTPS_PROXY)
            ? reading.find(NetworkSettings.HTTPS_PROXY)
            : reading.find(NetworkSettings.ALL_PROXY);
    if (ambient.isEmpty()) {
      warnOfUnused(environment);
    }
    return new FeedConfig.Network(new ProxySettings(Optional.empty(), ambient, except), caFile);
  }

  private void warnOfUnused(Map<String, String> environment) {
    Stream.concat(
            OTHER_VARIABLES.stream()
                .filter(name -> !environment.getOrDefault(name, "").isBlank())
                .map(name -> "the environment has " + name),
            JVM_PROPERTIES.stream()
                .filter(name -> !System.getProperty(name, "").isBlank())
                .map(name -> "Java has the property " + name))
        .forEach(
            what ->
                reading.warn(
                    what
                        + ", which is not used: connections to venues are direct. Set FEED_PROXY"
                        + " to use a proxy"));
  }
}
