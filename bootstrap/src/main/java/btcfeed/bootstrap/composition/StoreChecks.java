package btcfeed.bootstrap.composition;

import btcfeed.configuration.FeedConfig;
import btcfeed.domain.time.Clock;
import btcfeed.redis.EmbeddedRedis;
import btcfeed.rehearsal.faults.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks every store that {@code run} uses: reads and writes configured ones, starts and stops an
 * embedded one.
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
   * @param dataUsable false if the data directory of the embedded Redis cannot be used
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
   * Starts one in a folder beside the real one, on a free port. It has the same program and file
   * system, and no effect on a Redis that still runs from before.
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
        Folders.delete(folder);
        if (!existed) {
          Files.deleteIfExists(dataDir);
        }
      }
    } catch (IOException e) {
      return CheckRow.fail("failover", "the embedded Redis has no folder: " + e.getMessage());
    }
  }
}
