package btcfeed.bootstrap.wire;

import btcfeed.bootstrap.config.FeedConfig;
import btcfeed.bootstrap.config.RedisEndpoint;
import btcfeed.domain.port.PricePort;
import btcfeed.domain.store.StorePosition;
import btcfeed.domain.store.WriterSeat;
import btcfeed.domain.time.Clock;
import btcfeed.redis.EmbeddedRedis;
import btcfeed.redis.Publishing;
import btcfeed.redis.RedisTarget;
import btcfeed.redis.RedissonStore;
import btcfeed.redis.Topology;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Tries every store that {@code run} would use: reads and writes a configured one, starts and stops
 * an embedded one.
 */
final class StoreChecks {
  private static final int ANY_PORT = 0;

  private final FeedConfig config;
  private final Clock clock;

  StoreChecks(FeedConfig config, Clock clock) {
    this.config = config;
    this.clock = clock;
  }

  /**
   * A row for each store.
   *
   * @param dataUsable false if the data directory cannot be used, where the embedded one lives
   */
  List<CheckRow> rows(boolean dataUsable) {
    List<CheckRow> rows = new ArrayList<>();
    config.stores().primary().ifPresent(at -> rows.add(redis("primary", at)));
    switch (config.stores().failover()) {
      case FeedConfig.Failover.None() -> {}
      case FeedConfig.Failover.At(RedisEndpoint at) -> rows.add(redis("failover", at));
      case FeedConfig.Failover.Embedded() ->
          rows.add(
              dataUsable
                  ? embedded()
                  : CheckRow.warn(
                      "failover", "the embedded Redis was not tried: see the data directory"));
    }
    return rows;
  }

  /**
   * Starts one of its own in a folder beside the real one, on a free port: the same program, the
   * same file system, and no effect on a Redis that is left over from before.
   */
  private CheckRow embedded() {
    Path dataDir = config.journal().dataDir();
    boolean existed = Files.isDirectory(dataDir);
    try {
      Path folder = Files.createTempDirectory(Files.createDirectories(dataDir), "check-redis-");
      try {
        return switch (EmbeddedRedis.start(
            LocalRedis.options(folder, ANY_PORT, config.stores().redisBinary()), clock)) {
          case EmbeddedRedis.Start.Started(EmbeddedRedis redis, _) -> {
            redis.stop();
            yield CheckRow.ok(
                "failover", "an embedded Redis, started with the service; it starts and stops");
          }
          case EmbeddedRedis.Start.Failed(String detail) ->
              CheckRow.fail("failover", "the embedded Redis does not start: " + detail);
        };
      } finally {
        DrillStage.delete(folder);
        if (!existed) {
          Files.deleteIfExists(dataDir);
        }
      }
    } catch (IOException e) {
      return CheckRow.fail("failover", "the embedded Redis has no folder: " + e.getMessage());
    }
  }

  private CheckRow redis(String name, RedisEndpoint at) {
    RedisTarget target = Stores.target(at, config.stores());
    Publishing publishing =
        Publishing.DEFAULT.named(Stores.names(target.topology(), config.stores()));
    try (RedissonStore store = new RedissonStore(target, publishing, clock)) {
      return switch (store.position()) {
        case PricePort.Reading.Failed(var failure) -> CheckRow.fail(name, failure.detail());
        case PricePort.Reading.At(StorePosition position) -> written(name, target, store, position);
      };
    }
  }

  private static CheckRow written(
      String name, RedisTarget target, RedissonStore store, StorePosition position) {
    String about =
        target.address() + master(target, store) + ", version " + position.facts().version();
    return switch (store.tryWrite()) {
      case PricePort.Outcome.Failed(var failure) ->
          CheckRow.fail(name, about + ", cannot be written: " + failure.detail());
      case PricePort.Outcome.Diverged(String detail) -> CheckRow.fail(name, about + detail);
      case PricePort.Outcome.Fenced(WriterSeat by) ->
          CheckRow.fail(name, about + ", held by " + by.instance());
      case PricePort.Outcome.Kept _ -> {
        String policy = position.facts().maxmemoryPolicy();
        boolean safe = policy.isEmpty() || policy.equals("noeviction");
        yield safe
            ? CheckRow.ok(name, about + ", writable")
            : CheckRow.warn(
                name,
                about + ", writable, but maxmemory-policy is " + policy + ": set it to noeviction");
      }
    };
  }

  /** Which of several servers is written to. */
  private static String master(RedisTarget target, RedissonStore store) {
    return target.topology() instanceof Topology.Single
        ? ""
        : store.node().map(node -> ", master " + node).orElse("");
  }
}
