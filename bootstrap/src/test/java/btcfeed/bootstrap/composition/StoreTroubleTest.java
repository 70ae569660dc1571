package btcfeed.bootstrap.composition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import btcfeed.bootstrap.composition.StorePair.Ill;
import btcfeed.domain.port.FeedLog.FeedEvent;
import btcfeed.rehearsal.faults.TcpFault.Delay;
import btcfeed.rehearsal.faults.TcpFault.Refuse;
import btcfeed.rehearsal.faults.TcpFault.Way;
import btcfeed.testsupport.RedisProcess;
import btcfeed.testsupport.RespClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Execution(ExecutionMode.CONCURRENT)
@DisplayName("G2 to G5: while one store has a fault")
class StoreTroubleTest {
  private static final String PASSWORD = "not-secret";
  private static final List<String> KEYS =
      List.of(
          "btc:ticks",
          "btc:feed",
          "btc:latest:binance:BTC-USDT",
          "last_btc_price",
          "last_btc_update_time",
          "btc_movement_history",
          "current_exchange");

  private static final String FOREIGN = "99999999999999-0";

  @TempDir private Path data;

  @ParameterizedTest
  @EnumSource
  @DisplayName("stopped for seconds, it gets everything when it continues")
  void stopped(Ill side) throws Exception {
    try (StorePair stores = new StorePair(side, data).started()) {
      stores.ill.freeze();
      await()
          .atMost(StorePair.PATIENCE)
          .until(
              () -> {
                stores.theOtherAdvances();
                return stores.status().get("state").textValue().equals("away")
                    && stores.status().get("state_seconds").asDouble() > 2;
              });
      stores.ill.thaw();
      stores.recovered();
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("emptied while live, and again while it is filled, it ends up with everything")
  void emptied(Ill side) throws Exception {
    try (StorePair stores = new StorePair(side, data).started()) {
      stores.ill.flushAll();
      stores.recovered();

      stores.wire.fault(new Refuse());
      stores.wire.resetAll();
      stores.rig.venue.burst(3000);
      stores.theOtherAdvances();
      stores.ill.flushAll();
      // Slow enough to be met in the middle: if it is full before we look, it is emptied again.
      stores.wire.fault(new Delay(Way.TO_CLIENT, Duration.ofMillis(50)));
      await()
          .pollInterval(Duration.ofMillis(5))
          .atMost(StorePair.PATIENCE)
          .until(() -> emptiedWhileItFills(stores));
      stores.theOtherAdvances();
      stores.wire.heal();
      stores.recovered();
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("without any one of our keys, it ends up with everything")
  void keysDeleted(Ill side) throws Exception {
    try (StorePair stores = new StorePair(side, data).started()) {
      for (String key : KEYS) {
        stores.ill.command("DEL", key);
        stores.theOtherAdvances();
        stores.recovered();
        assertThat(stores.ill.command("EXISTS", key)).as(key).isEqualTo(1L);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName(
      "with an entry of another program, it is not written until the entry is gone, with a warning")
  void foreignEntry(Ill side) throws Exception {
    try (StorePair stores = new StorePair(side, data).started()) {
      stores.ill.command("XADD", "btc:ticks", FOREIGN, "who", "knows");
      stores.theOtherAdvances();
      stores.troubled("stopped", FOREIGN);
      assertThat(stores.rig.get("/health").get("reasons").toString())
          .contains(side.store + "_stopped");
      assertThat(stores.ill.texts("XRANGE", "btc:ticks", FOREIGN, FOREIGN)).hasSize(1);

      stores.ill.command("DEL", "btc:ticks");
      stores.recovered();
    }
  }

  @Test
  @DisplayName("full, or made a replica, it refuses, and misses nothing afterwards")
  void refuses() throws Exception {
    try (StorePair stores = new StorePair(Ill.PRIMARY, data).started()) {
      stores.ill.command("CONFIG", "SET", "maxmemory", "1");
      stores.troubled("away", "OOM");
      stores.ill.command("CONFIG", "SET", "maxmemory", "0");
      stores.recovered();

      String nowhere = Integer.toString(RedisProcess.freePort());
      stores.ill.command("REPLICAOF", "127.0.0.1", nowhere);
      stores.troubled("away", "READONLY");
      stores.ill.command("REPLICAOF", "NO", "ONE");
      stores.recovered();
    }
  }

  @Test
  @DisplayName("unable to save its data, it refuses, and misses nothing afterwards")
  void cannotSave() throws Exception {
    try (StorePair stores = new StorePair(Ill.FAILOVER, data).started()) {
      Path inTheWay =
          Path.of(stores.ill.texts("CONFIG", "GET", "dir").getLast(), "dump.rdb", "in-the-way");
      Files.createDirectories(inTheWay);
      stores.ill.command("CONFIG", "SET", "save", "3600 1000000");
      save(stores.ill, "err");
      stores.troubled("away", "MISCONF");

      Files.delete(inTheWay);
      Files.delete(inTheWay.getParent());
      save(stores.ill, "ok");
      stores.recovered();
    }
  }

  @Test
  @DisplayName("with another password, it gets everything once the password is right")
  void wrongPassword() throws Exception {
    try (StorePair stores = new StorePair(Ill.PRIMARY, data)) {
      stores.set("REDIS_PASSWORD", PASSWORD);
      stores.ill.command("CONFIG", "SET", "requirepass", "another");
      stores.rig.startAndSubscribe();
      stores.troubled("away", "WRONGPASS");
      assertThat(stores.rig.get("/redis/status").toString()).doesNotContain(PASSWORD);

      stores.ill.command("CONFIG", "SET", "requirepass", PASSWORD);
      stores.recovered();
    }
  }

  @Test
  @DisplayName("without a right, it gets everything once the right is back")
  void rights() throws Exception {
    try (StorePair stores = new StorePair(Ill.FAILOVER, data)) {
      stores.set("REDIS_USERNAME", "feed");
      stores.set("REDIS_PASSWORD", PASSWORD);
      stores.ill.command("ACL", "SETUSER", "feed", "on", ">" + PASSWORD, "~*", "&*", "+@all");
      stores.started();
      stores.ill.command("ACL", "SETUSER", "feed", "-xadd");
      stores.troubled("away", "NOPERM");
      stores.ill.command("ACL", "SETUSER", "feed", "+xadd");
      stores.recovered();
    }
  }

  @Test
  @DisplayName("out of connections, it gets everything once it accepts them again")
  void crowded() throws Exception {
    try (StorePair stores = new StorePair(Ill.FAILOVER, data)) {
      // Not through the wire: the refusal and the reset behind it would race there.
      stores.set("REDIS_PORT", Integer.toString(stores.ill.port()));
      stores.started();
      stores.ill.command("CONFIG", "SET", "maxclients", "1");
      stores.killClients();
      stores.troubled("away", "MAXCLIENTS");
      stores.ill.command("CONFIG", "SET", "maxclients", "1000");
      stores.recovered();
    }
  }

  @Test
  @DisplayName("still loading, it reports that, and continues where it was")
  void loading() throws Exception {
    String[] slowToLoad = {
      "--enable-debug-command", "local", "--loading-process-events-interval-bytes", "1024"
    };
    try (StorePair stores = new StorePair(Ill.PRIMARY, data, slowToLoad).started();
        RespClient asking = stores.ill.connect()) {
      stores.ill.command("DEBUG", "POPULATE", "400", "filler", "200");
      stores.ill.command("CONFIG", "SET", "key-load-delay", "10000");
      asking.send("DEBUG", "RELOAD");
      await()
          .atMost(StorePair.PATIENCE)
          .until(
              () -> {
                stores.theOtherAdvances();
                // In the log, for it may be over before we look.
                return stores.rig.log.stream().anyMatch(StoreTroubleTest::loads);
              });
      assertThat(asking.read()).isEqualTo("OK");
      stores.recovered();
    }
  }

  @Test
  @DisplayName("allowed to evict, it is written, with a warning")
  void eviction() throws Exception {
    try (StorePair stores = new StorePair(Ill.PRIMARY, data)) {
      stores.ill.command("CONFIG", "SET", "maxmemory-policy", "allkeys-lru");
      stores.started();
      assertThat(stores.rig.log)
          .anySatisfy(
              happening ->
                  assertThat(happening)
                      .isInstanceOfSatisfying(
                          FeedEvent.StoreUnsafe.class,
                          unsafe -> assertThat(unsafe.detail()).contains("allkeys-lru")));
      assertThat(stores.rig.get("/health").get("reasons").toString()).contains("noeviction");
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName(
      "evicting what it was given, it costs the other nothing, and is made whole afterwards")
  void evicts(Ill side) throws Exception {
    try (StorePair stores = new StorePair(side, data).started()) {
      long room = 200_000 + number(stores.ill, "memory", "used_memory");
      stores.ill.command("CONFIG", "SET", "maxmemory-policy", "allkeys-lru");
      stores.ill.command("CONFIG", "SET", "maxmemory", Long.toString(room));
      stores.rig.venue.burst(5_000);
      await()
          .atMost(StorePair.PATIENCE)
          .until(
              () -> {
                stores.theOtherAdvances();
                return number(stores.ill, "stats", "evicted_keys") > 0;
              });
      stores.theOtherAdvances();
      assertThat(stores.rig.get("/redis/status").toString()).contains("allkeys-lru");

      stores.ill.command("CONFIG", "SET", "maxmemory", "0");
      stores.ill.command("CONFIG", "SET", "maxmemory-policy", "noeviction");
      stores.recovered();
    }
  }

  private static long number(RedisProcess redis, String section, String name) {
    return redis
        .command("INFO", section)
        .toString()
        .lines()
        .filter(line -> line.startsWith(name + ":"))
        .mapToLong(line -> Long.parseLong(line.substring(name.length() + 1)))
        .findFirst()
        .orElseThrow();
  }

  /** Empties it; true if it held something by then, and not everything. */
  private static boolean emptiedWhileItFills(StorePair stores) {
    String script =
        "local held = redis.call('XLEN', 'btc:ticks');"
            + " if held > 0 then redis.call('FLUSHALL') end; return held";
    long held = (Long) stores.ill.command("EVAL", script, "0");
    return held > 0 && held < stores.rig.traded().size();
  }

  private static boolean loads(FeedEvent happening) {
    return happening instanceof FeedEvent.StoreDown down && down.detail().contains("LOADING");
  }

  private static void save(RedisProcess redis, String outcome) {
    redis.command("BGSAVE");
    await()
        .pollInterval(Duration.ofMillis(20))
        .atMost(StorePair.PATIENCE)
        .until(
            () -> {
              String info = redis.command("INFO", "persistence").toString();
              return info.contains("rdb_bgsave_in_progress:0")
                  && info.contains("rdb_last_bgsave_status:" + outcome);
            });
  }
}
