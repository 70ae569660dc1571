package btcfeed.bootstrap.composition;

import btcfeed.application.replicate.Replica;
import btcfeed.configuration.CannotStart;
import btcfeed.configuration.FeedConfig;
import btcfeed.configuration.RedisEndpoint;
import btcfeed.domain.store.StoreName;
import btcfeed.domain.time.Clock;
import btcfeed.redis.KeyNames;
import btcfeed.redis.Publishing;
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

  private final List<Replica> replicas;
  private final Optional<EmbeddedRedisSupervisor> embedded;

  private StoreFactory(List<Replica> replicas, Optional<EmbeddedRedisSupervisor> embedded) {
    this.replicas = List.copyOf(replicas);
    this.embedded = embedded;
  }

  /** Makes them without connecting, and starts the embedded Redis where it is configured. */
  static StoreFactory open(FeedConfig config, Clock clock) throws CannotStart {
    List<Replica> replicas = new ArrayList<>();
    FeedConfig.Stores settings = config.stores();
    settings
        .primary()
        .ifPresent(
            at ->
                replicas.add(
                    replica(StoreName.PRIMARY, at.target(settings.timeout()), config, clock)));
    Optional<EmbeddedRedisSupervisor> embedded = Optional.empty();
    switch (settings.failover()) {
      case FeedConfig.Failover.None() -> {}
      case FeedConfig.Failover.At(RedisEndpoint at) ->
          replicas.add(replica(StoreName.FAILOVER, at.target(settings.timeout()), config, clock));
      case FeedConfig.Failover.Embedded() -> {
        EmbeddedRedisSupervisor redis = EmbeddedRedisSupervisor.start(config, clock);
        embedded = Optional.of(redis);
        boolean up = false;
        try {
          Replica replica = replica(StoreName.FAILOVER, redis.target(), config, clock);
          replicas.add(
              new Replica(replica.name(), replica.address(), replica.store(), redis.advisory()));
          up = true;
        } finally {
          if (!up) {
            redis.close();
          }
        }
      }
    }
    return new StoreFactory(replicas, embedded);
  }

  List<Replica> replicas() {
    return replicas;
  }

  /** The names of the keys in such a store. */
  static KeyNames names(Topology topology, FeedConfig.Stores wanted) {
    KeyNames usual = topology instanceof Topology.Cluster ? KeyNames.ONE_SLOT : KeyNames.DEFAULT;
    return wanted.keyPrefix().map(KeyNames::under).orElse(usual);
  }

  private static Replica replica(
      StoreName name, RedisTarget target, FeedConfig config, Clock clock) {
    Publishing publishing =
        new Publishing(
            config.stores().compatKeys(),
            config.stores().streamMaxLength(),
            config.stores().historyLength(),
            NEWS,
            onlyKeys(name, config.stores()),
            names(target.topology(), config.stores()));
    return new Replica(name, target.address(), new RedissonStore(target, publishing, clock, name));
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
