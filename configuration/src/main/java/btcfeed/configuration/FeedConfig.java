package btcfeed.configuration;

import btcfeed.api.PluginValues;
import btcfeed.api.SinkPlugin;
import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Venue;
import btcfeed.exchange.codec.VenueOptions;
import btcfeed.exchange.net.ProxySettings;
import btcfeed.log.LogOptions;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The complete and validated configuration. Safe to print: passwords are masked.
 *
 * @param staleAfter the age from which the newest price is stale
 */
public record FeedConfig(
    Venues venues,
    Stores stores,
    Http http,
    Journal journal,
    Duration staleAfter,
    LogOptions log,
    Network network,
    Plugins plugins) {

  /**
   * The sources of trades.
   *
   * @param exchanges the venues, at least one
   * @param symbols the markets to follow, at least one
   * @param webSocketUrls addresses that replace a venue's own
   * @param restUrls addresses for back-fill that replace a venue's own
   * @param lines connections to each venue, 1 or 2
   * @param reconnectInterval the first delay of the back-off
   */
  public record Venues(
      List<Venue> exchanges,
      List<Symbol> symbols,
      Map<Venue, URI> webSocketUrls,
      Map<Venue, URI> restUrls,
      int lines,
      int maxMessageBytes,
      Duration reconnectInterval) {
    /** The options of one venue without the settings of a plugin. */
    public VenueOptions options(Venue venue) {
      return new VenueOptions(
          symbols,
          Optional.ofNullable(webSocketUrls.get(venue)),
          Optional.ofNullable(restUrls.get(venue)),
          maxMessageBytes);
    }
  }

  /**
   * The stores for ticks.
   *
   * @param primary empty if none is configured; then the failover is the only store
   * @param longestRetry the longest wait before a failed store is tried again
   * @param failbackGrace how long the primary must be healthy before readers return to it
   * @param keyPrefix the start of all keys; empty for the default names
   * @param redisBinary the program for the embedded Redis; empty for the default
   */
  public record Stores(
      Optional<RedisEndpoint> primary,
      Failover failover,
      Scope failoverScope,
      List<String> criticalKeys,
      Duration timeout,
      Duration longestRetry,
      Duration failbackGrace,
      long streamMaxLength,
      int historyLength,
      boolean compatKeys,
      Optional<String> keyPrefix,
      Instances instances,
      Optional<Path> redisBinary) {
    /** The same settings for these two stores. */
    public Stores between(
        RedisEndpoint first,
        RedisEndpoint second,
        Optional<String> otherPrefix,
        Scope scope,
        Duration grace) {
      return new Stores(
          Optional.of(first),
          new Failover.At(second),
          scope,
          criticalKeys,
          timeout,
          longestRetry,
          grace,
          streamMaxLength,
          historyLength,
          compatKeys,
          otherPrefix,
          new Instances(instances.lease(), Optional.empty()),
          redisBinary);
    }
  }

  /**
   * How several instances decide which one leads.
   *
   * @param lease how long the leader's lease holds without being renewed
   * @param witness a third Redis, without data, that decides when the network is split
   */
  public record Instances(Duration lease, Optional<RedisEndpoint> witness) {}

  /** The failover store. */
  public sealed interface Failover {
    /** None is configured; there is a primary. */
    record None() implements Failover {}

    /** An existing Redis. */
    record At(RedisEndpoint endpoint) implements Failover {}

    /** An embedded Redis that the service starts and stops. */
    record Embedded() implements Failover {}

    /** The existing Redis, if it is one. */
    default Stream<RedisEndpoint> existing() {
      return this instanceof At(RedisEndpoint endpoint) ? Stream.of(endpoint) : Stream.empty();
    }
  }

  /** What the failover store gets. */
  public enum Scope {
    /** Everything. */
    ALL,
    /** Only the critical keys. */
    CRITICAL
  }

  /**
   * The HTTP server. Port 0 means any free port.
   *
   * @param streamReaders the maximum number of stream clients
   * @param corsOrigins origins of other web pages that can read the API
   * @param hosts public names of the server
   * @param adminToken enables {@code /admin}
   */
  public record Http(
      String host,
      int port,
      int streamReaders,
      Set<String> corsOrigins,
      Set<String> hosts,
      Optional<Secret> adminToken) {}

  /**
   * The journal on disk.
   *
   * @param dataDir folder for the journal and the embedded Redis, created if missing
   * @param sync how often it is synced to the disk
   */
  public record Journal(Path dataDir, long maxBytes, Duration sync) {}

  /**
   * The network connection to the venues.
   *
   * @param caFile certificate authorities in addition to Java's own
   */
  public record Network(ProxySettings proxies, Optional<Path> caFile) {
    /** Never through a proxy: for venues on this computer. */
    public static final Network DIRECT = new Network(ProxySettings.NONE, Optional.empty());

    private Stream<Secret> secrets() {
      return Stream.of(proxies.explicit(), proxies.ambient())
          .flatMap(Optional::stream)
          .flatMap(proxy -> proxy.credentials().stream())
          .filter(credentials -> !credentials.password().isEmpty())
          .map(credentials -> new Secret(credentials.password()));
    }
  }

  /**
   * What plugins add.
   *
   * @param folder with their jars
   * @param venues of the service and of plugins
   * @param values of the settings of the plugin that offers a venue
   * @param secrets values of settings that are never shown
   */
  public record Plugins(
      Path folder,
      btcfeed.exchange.Venues venues,
      Map<Venue, PluginValues> values,
      List<Sink> sinks,
      List<Secret> secrets) {
    /** The same plugins, with these sinks to write to. */
    Plugins with(List<Sink> other) {
      return new Plugins(folder, venues, values, other, secrets);
    }
  }

  /**
   * A system that gets every tick besides the stores.
   *
   * @param name unique among the sinks
   * @param address without secrets
   * @param url with its password
   * @param plugin makes the sink
   * @param values of the settings of the plugin
   */
  public record Sink(
      String name, String address, Secret url, SinkPlugin plugin, PluginValues values) {
    private Stream<Secret> secrets() {
      return SecretText.passwords(url.reveal()).map(Secret::new);
    }
  }

  /** The same service with venues on this machine, reached without a proxy, and other stores. */
  public FeedConfig simulated(Venues simulated, Stores others) {
    return new FeedConfig(
        simulated, others, http, journal, staleAfter, log, Network.DIRECT, plugins.with(List.of()));
  }

  /** The same service with these sinks. */
  public FeedConfig withSinks(List<Sink> sinks) {
    return new FeedConfig(
        venues, stores, http, journal, staleAfter, log, network, plugins.with(sinks));
  }

  /** The same service on any free port of loopback, with its files in another directory. */
  public FeedConfig onFreePort(Path dataDir) {
    Http loopback = new Http("127.0.0.1", 0, 1, Set.of(), Set.of(), Optional.empty());
    Journal own = new Journal(dataDir, journal.maxBytes(), journal.sync());
    return new FeedConfig(venues, stores, loopback, own, staleAfter, log, network, plugins);
  }

  /** The options of one venue. */
  public VenueOptions options(Venue venue) {
    return venues.options(venue).with(plugins.values().getOrDefault(venue, PluginValues.NONE));
  }

  /** All secrets, to remove them from logs. */
  public List<Secret> secrets() {
    return Stream.concat(
            Stream.of(
                    stores.primary().stream(),
                    stores.failover().existing(),
                    stores.instances().witness().stream())
                .flatMap(endpoints -> endpoints)
                .flatMap(endpoint -> endpoint.secrets().stream()),
            Stream.of(
                    http.adminToken().stream(),
                    network.secrets(),
                    plugins.secrets().stream(),
                    plugins.sinks().stream().flatMap(Sink::secrets))
                .flatMap(secrets -> secrets))
        .toList();
  }
}
