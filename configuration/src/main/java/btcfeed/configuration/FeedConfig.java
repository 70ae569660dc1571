package btcfeed.configuration;

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
 * What the service was told to do, complete and checked. Safe to print: passwords are masked.
 *
 * @param staleAfter age from which the newest price is stale
 */
public record FeedConfig(
    Venues venues,
    Stores stores,
    Http http,
    Journal journal,
    Duration staleAfter,
    LogOptions log,
    Network network) {

  /**
   * Where trades come from.
   *
   * @param exchanges the venues to listen to, at least one
   * @param symbols the markets to follow, at least one
   * @param webSocketUrls addresses to use instead of a venue's own
   * @param restUrls the same for back-fill
   * @param lines connections to each venue, 1 or 2
   * @param reconnectInterval the first step of the back-off
   */
  public record Venues(
      List<Venue> exchanges,
      List<Symbol> symbols,
      Map<Venue, URI> webSocketUrls,
      Map<Venue, URI> restUrls,
      int lines,
      int maxMessageBytes,
      Duration reconnectInterval) {
    /** The options of one venue. */
    public VenueOptions options(Venue venue) {
      return new VenueOptions(
          symbols,
          Optional.ofNullable(webSocketUrls.get(venue)),
          Optional.ofNullable(restUrls.get(venue)),
          maxMessageBytes);
    }
  }

  /**
   * Where ticks go.
   *
   * @param primary empty when none is configured; then the failover is the only store
   * @param longestRetry the longest wait before a store that failed is asked again
   * @param failbackGrace how long the primary must be well before readers go back to it
   * @param keyPrefix what all keys begin with, where that is wished for
   * @param redisBinary what to run as an embedded Redis, where one was named
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
      Optional<Path> redisBinary) {
    /** The same between these two, both with everything. */
    public Stores between(RedisEndpoint first, RedisEndpoint second, Optional<String> otherPrefix) {
      return new Stores(
          Optional.of(first),
          new Failover.At(second),
          Scope.ALL,
          criticalKeys,
          timeout,
          longestRetry,
          failbackGrace,
          streamMaxLength,
          historyLength,
          compatKeys,
          otherPrefix,
          redisBinary);
    }

    /** The same with this much of it in the failover store. */
    public Stores within(Scope scope) {
      return new Stores(
          primary,
          failover,
          scope,
          criticalKeys,
          timeout,
          longestRetry,
          failbackGrace,
          streamMaxLength,
          historyLength,
          compatKeys,
          keyPrefix,
          redisBinary);
    }

    /** The same with another time for the primary to be well again. */
    public Stores backAfter(Duration grace) {
      return new Stores(
          primary,
          failover,
          failoverScope,
          criticalKeys,
          timeout,
          longestRetry,
          grace,
          streamMaxLength,
          historyLength,
          compatKeys,
          keyPrefix,
          redisBinary);
    }
  }

  /** The local store. */
  public sealed interface Failover {
    /** There is none, by wish; there is a primary then. */
    record None() implements Failover {}

    /** A Redis that is there. */
    record At(RedisEndpoint endpoint) implements Failover {}

    /** A Redis of our own, started and stopped with the service. */
    record Embedded() implements Failover {}
  }

  /** How much the failover store gets. */
  public enum Scope {
    /** Everything. */
    ALL,
    /** Only the critical keys. */
    CRITICAL
  }

  /**
   * Where the HTTP side listens; port 0 means any free one.
   *
   * @param streamReaders that may follow the stream at once
   * @param corsOrigins whose pages may read it, beside its own
   * @param adminToken what opens {@code /admin}, which is not there without one
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
   * @param dataDir folder for it and for an embedded Redis; may not exist yet
   * @param sync how often it is forced to the disk
   */
  public record Journal(Path dataDir, long maxBytes, Duration sync) {
    /** The same in another folder. */
    public Journal in(Path other) {
      return new Journal(other, maxBytes, sync);
    }
  }

  /**
   * The way to the venues.
   *
   * @param caFile authorities that are trusted besides Java's own
   */
  public record Network(ProxySettings proxies, Optional<Path> caFile) {
    /** Without a proxy, whatever the environment has: for venues on this machine. */
    public static final Network DIRECT = new Network(ProxySettings.NONE, Optional.empty());

    private Stream<Secret> secrets() {
      return Stream.of(proxies.explicit(), proxies.ambient())
          .flatMap(Optional::stream)
          .flatMap(proxy -> proxy.credentials().stream())
          .filter(credentials -> !credentials.password().isEmpty())
          .map(credentials -> new Secret(credentials.password()));
    }
  }

  /** The same service with venues on this machine, reached without a proxy, and other stores. */
  public FeedConfig simulated(Venues simulated, Stores others) {
    return new FeedConfig(simulated, others, http, journal, staleAfter, log, Network.DIRECT);
  }

  /** The same service on any free port of loopback, with its files in another directory. */
  public FeedConfig onFreePort(Path dataDir) {
    Http loopback = new Http("127.0.0.1", 0, 1, Set.of(), Set.of(), Optional.empty());
    return new FeedConfig(venues, stores, loopback, journal.in(dataDir), staleAfter, log, network);
  }

  /** Every secret in it, to keep them out of logs. */
  public List<Secret> secrets() {
    Optional<RedisEndpoint> failover =
        switch (stores.failover()) {
          case Failover.At(RedisEndpoint endpoint) -> Optional.of(endpoint);
          case Failover.None _, Failover.Embedded _ -> Optional.empty();
        };
    return Stream.concat(
            Stream.of(stores.primary(), failover)
                .flatMap(Optional::stream)
                .flatMap(endpoint -> endpoint.secrets().stream()),
            Stream.concat(http.adminToken().stream(), network.secrets()))
        .toList();
  }
}
