package btcfeed.bootstrap.composition;

import btcfeed.application.replicate.Replica;
import btcfeed.configuration.CannotStart;
import btcfeed.configuration.FeedConfig;
import btcfeed.configuration.RedisEndpoint;
import btcfeed.domain.port.LeasePort;
import btcfeed.domain.store.StoreName;
import btcfeed.domain.time.Clock;
import btcfeed.redis.KeyNames;
import btcfeed.redis.Publishing;
import btcfeed.redis.RedisLease;
import btcfeed.redis.RedisTarget;
import btcfeed.redis.RedissonStore;
import btcfeed.redis.Topology;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes the stores of a configuration, with the embedded Redis among them. */
final class StoreFactory implements AutoCloseable {
  /** The greatest age of a trade that is published on the channel. */
  private static final Duration NEWS = Duration.ofSeconds(5);

  private final List<OpenedStore> stores;
  private final Optional<LeasePort> witness;
  private final Optional<EmbeddedRedisSupervisor> embedded;

  /**
   * A store and its lease.
   *
   * @param hasStreams false if it gets the critical keys only
   */
  record OpenedStore(Replica replica, LeasePort lease, boolean hasStreams) {}

  private StoreFactory(
      List<OpenedStore> stores,
      Optional<LeasePort> witness,
      Optional<EmbeddedRedisSupervisor> embedded) {
    this.stores = List.copyOf(stores);
    this.witness = witness;
    this.embedded = embedded;
  }

  /** Makes them without connecting, and starts the embedded Redis where it is configured. */
  static StoreFactory open(FeedConfig config, Clock clock) throws CannotStart {
    List<OpenedStore> stores = new ArrayList<>();
    FeedConfig.Stores settings = config.stores();
    settings
        .primary()
        .ifPresent(
            at ->
                stores.add(
                    store(StoreName.PRIMARY, at.target(settings.timeout()), "", config, clock)));
    Optional<EmbeddedRedisSupervisor> embedded = Optional.empty();
    switch (settings.failover()) {
      case FeedConfig.Failover.None() -> {}
      case FeedConfig.Failover.At(RedisEndpoint at) ->
          stores.add(store(StoreName.FAILOVER, at.target(settings.timeout()), "", config, clock));
      case FeedConfig.Failover.Embedded() -> {
        EmbeddedRedisSupervisor redis = EmbeddedRedisSupervisor.start(config, clock);
        embedded = Optional.of(redis);
        boolean up = false;
        try {
          stores.add(store(StoreName.FAILOVER, redis.target(), redis.advisory(), config, clock));
          up = true;
        } finally {
          if (!up) {
            redis.close();
          }
        }
      }
    }
    Optional<LeasePort> witness =
        settings
            .instances()
            .witness()
            .map(at -> at.target(settings.timeout()))
            .map(at -> new RedisLease(at, names(at.topology(), settings), clock));
    return new StoreFactory(stores, witness, embedded);
  }

  /** The primary alone, to read from; empty if none is configured. Does not connect yet. */
  static Optional<Replica> primary(FeedConfig config, Clock clock) {
    FeedConfig.Stores settings = config.stores();
    return settings
        .primary()
        .map(at -> store(StoreName.PRIMARY, at.target(settings.timeout()), "", config, clock))
        .map(OpenedStore::replica);
  }

  List<OpenedStore> stores() {
    return stores;
  }

  /** The third voter about who leads. */
  Optional<LeasePort> witness() {
    return witness;
  }

  /** The names of the keys in such a store. */
  static KeyNames names(Topology topology, FeedConfig.Stores wanted) {
    KeyNames usual = topology instanceof Topology.Cluster ? KeyNames.ONE_SLOT : KeyNames.DEFAULT;
    return wanted.keyPrefix().map(KeyNames::under).orElse(usual);
  }

  private static OpenedStore store(
      StoreName name, RedisTarget target, String advisory, FeedConfig config, Clock clock) {
    Publishing publishing =
        new Publishing(
            config.stores().compatKeys(),
            config.stores().streamMaxLength(),
            config.stores().historyLength(),
            NEWS,
            onlyKeys(name, config.stores()),
            names(target.topology(), config.stores()));
    return new OpenedStore(
        new Replica(
            name, target.address(), new RedissonStore(target, publishing, clock, name), advisory),
        new RedisLease(target, publishing.names(), clock),
        publishing.onlyKeys().isEmpty());
  }

  private static List<String> onlyKeys(StoreName name, FeedConfig.Stores wanted) {
    // Without a primary, the failover store is the only one.
    boolean all = name == StoreName.PRIMARY || wanted.primary().isEmpty();
    return switch (wanted.failoverScope()) {
      case ALL -> List.of();
      case CRITICAL -> all ? List.of() : wanted.criticalKeys();
    };
  }

  /** Stops the embedded Redis, after all its users have closed. */
  @Override
  public void close() {
    embedded.ifPresent(EmbeddedRedisSupervisor::close);
  }
}
