package btcfeed.bootstrap.wire;

import btcfeed.bootstrap.config.FeedConfig;
import btcfeed.domain.time.Clock;
import btcfeed.redis.EmbeddedRedis;
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
    rows.addAll(new RedisChecks(config, clock).rows());
    switch (config.stores().failover()) {
      case FeedConfig.Failover.None _, FeedConfig.Failover.At _ -> {}
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
            EmbeddedRedisSupervisor.options(folder, ANY_PORT, config.stores().redisBinary())
                .lock(EmbeddedRedisSupervisor.newPassword()),
            clock)) {
          case EmbeddedRedis.Start.Started(EmbeddedRedis redis, _) -> {
            redis.stop();
            String fine = "an embedded Redis, started with the service; it starts and stops";
            String advisory = redis.advisory();
            yield advisory.isEmpty()
                ? CheckRow.ok("failover", fine)
                : CheckRow.warn("failover", fine + "; " + advisory);
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
}
