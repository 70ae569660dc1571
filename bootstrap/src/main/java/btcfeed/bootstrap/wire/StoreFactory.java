package btcfeed.bootstrap.wire;

import btcfeed.application.replicate.Replica;
import btcfeed.bootstrap.config.FeedConfig;
import btcfeed.bootstrap.config.RedisEndpoint;
import btcfeed.bootstrap.config.Secret;
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

/** The stores a configuration asks for, and the embedded one among them. */
final class StoreFactory implements AutoCloseable {
  /** How old a trade may be and still be news on the channel. */
  private static final Duration NEWS = Duration.ofSeconds(5);

  static final String CLIENT_NAME = "btc-feed";

  private final List<Replica> replicas;
  private final Optional<EmbeddedRedisSupervisor> embedded;

  private StoreFactory(List<Replica> replicas, Optional<EmbeddedRedisSupervisor> embedded) {
    this.replicas = List.copyOf(replicas);
    this.embedded = embedded;
  }

  /** Makes them; connects to none, and starts the embedded one if it is asked for. */
  static StoreFactory open(FeedConfig config, Clock clock) throws CannotStart {
    List<Replica> replicas = new ArrayList<>();
    FeedConfig.Stores wanted = config.stores();
    wanted
        .primary()
        .ifPresent(
            at -> replicas.add(replica(StoreName.PRIMARY, target(at, wanted), config, clock)));
    Optional<EmbeddedRedisSupervisor> embedded = Optional.empty();
    switch (wanted.failover()) {
      case FeedConfig.Failover.None() -> {}
      case FeedConfig.Failover.At(RedisEndpoint at) ->
          replicas.add(replica(StoreName.FAILOVER, target(at, wanted), config, clock));
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

  /** How to reach a configured Redis. */
  static RedisTarget target(RedisEndpoint at, FeedConfig.Stores wanted) {
    return new RedisTarget(
        topology(at),
        at.username().orElse(""),
        at.password().map(Secret::reveal).orElse(""),
        at.tls(),
        at.database(),
        wanted.timeout(),
        CLIENT_NAME);
  }

  private static Topology topology(RedisEndpoint at) {
    return switch (at.topology()) {
      case Topology.Sentinels sentinels ->
          new Topology.Sentinels(
              sentinels.nodes(),
              sentinels.master(),
              at.sentinelUsername().orElse(""),
              at.sentinelPassword().map(Secret::reveal).orElse(""));
      case Topology.Single _, Topology.Replicated _, Topology.Cluster _ -> at.topology();
    };
  }

  /** What keys are called in such a store. */
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
    // Without a primary the failover store is all there is.
    boolean all = name == StoreName.PRIMARY || wanted.primary().isEmpty();
    return switch (wanted.failoverScope()) {
      case ALL -> List.of();
      case CRITICAL -> all ? List.of() : wanted.criticalKeys();
    };
  }

  /** Stops the embedded one, after everyone has let go of it. */
  @Override
  public void close() {
    embedded.ifPresent(EmbeddedRedisSupervisor::close);
  }
}
