package btcfeed.bootstrap.composition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import btcfeed.testsupport.RedisProcess;
import btcfeed.testsupport.RespClient;
import btcfeed.testsupport.SentinelProcess;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * The primary is made of several servers and loses its master while trades come. Everything is
 * there afterwards, once, and equal to the failover store, whatever the replica had not got yet.
 */
@Execution(ExecutionMode.CONCURRENT)
@DisplayName("When a replica becomes the master")
class PromotionTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final double TRADES_PER_SECOND = 1_000;
  private static final int BEFORE = 2_000;

  @TempDir private Path data;
  private final List<AutoCloseable> open = new ArrayList<>();
  private Optional<Rig> rigs = Optional.empty();

  @AfterEach
  void takeDown() throws Exception {
    rigs.ifPresent(Rig::close);
    for (AutoCloseable each : open.reversed()) {
      each.close();
    }
  }

  @Test
  @DisplayName("behind Sentinels, nothing is lost or duplicated, also with one dead")
  void sentinels() throws Exception {
    RedisProcess master = redis();
    RedisProcess replica = redis("--replicaof", "127.0.0.1 " + master.port());
    List<SentinelProcess> sentinels =
        IntStream.range(0, 3).mapToObj(_ -> sentinel(master)).toList();
    until(() -> sentinels.stream().allMatch(SentinelProcess::answers));
    sentinels.forEach(SentinelProcess::shortenPeriods);
    until(() -> sentinels.stream().allMatch(PromotionTest::seesAll));
    Rig rig =
        running(
            "redis+sentinel://"
                + sentinels.stream()
                    .map(sentinel -> "127.0.0.1:" + sentinel.port())
                    .collect(Collectors.joining(","))
                + "/"
                + SentinelProcess.MASTER);
    until(() -> length(master, "btc:ticks") > BEFORE);
    assertThat(primary(rig, "address")).startsWith("redis+sentinel://").endsWith("/mymaster");

    sentinels.forEach(SentinelProcess::impatient);
    master.kill();
    String promoted = Integer.toString(replica.port());
    until(() -> sentinels.stream().allMatch(each -> each.master("port").equals(promoted)));
    sentinels.forEach(SentinelProcess::patient);
    until(() -> primary(rig, "state").equals("live"));
    master.restart();
    until(() -> role(master).equals("slave"));
    sentinels.getFirst().kill();
    kickOut(replica);

    assertAllIsWell(rig, replica, "btc:ticks");
    until(() -> ticks(master, "btc:ticks").equals(ticks(replica, "btc:ticks")));
  }

  @Test
  @DisplayName("promoted by hand, nothing is lost; a demoted one is no longer written")
  void replicated() throws Exception {
    RedisProcess first = redis();
    RedisProcess second = redis("--replicaof", "127.0.0.1 " + first.port());
    Rig rig =
        running("redis+replicated://127.0.0.1:" + first.port() + ",127.0.0.1:" + second.port());
    until(() -> length(second, "btc:ticks") > BEFORE);

    first.kill();
    second.command("REPLICAOF", "NO", "ONE");
    until(() -> primary(rig, "state").equals("live"));

    first.restart();
    first.command("REPLICAOF", "127.0.0.1", Integer.toString(second.port()));
    until(() -> ask(first, "ROLE").toString().contains("connected"));
    // The connection stays, and what was a master says READONLY from now on.
    second.command("REPLICAOF", "127.0.0.1", Integer.toString(first.port()));
    first.command("REPLICAOF", "NO", "ONE");
    until(() -> primary(rig, "state").equals("live"));

    assertAllIsWell(rig, first, "btc:ticks");
    until(() -> ticks(first, "btc:ticks").equals(ticks(second, "btc:ticks")));
  }

  @Test
  @DisplayName("in a Redis Cluster, nothing is lost; all keys are in one slot")
  void cluster() throws Exception {
    List<RedisProcess> nodes = IntStream.range(0, 4).mapToObj(_ -> clusterNode()).toList();
    int slot =
        Integer.parseInt(nodes.getFirst().command("CLUSTER", "KEYSLOT", "{btc}:").toString());
    RedisProcess master = nodes.getFirst();
    RedisProcess replica = nodes.getLast();
    join(nodes, slot);
    Rig rig =
        running(
            "redis+cluster://"
                + nodes.subList(0, 3).stream()
                    .map(node -> "127.0.0.1:" + node.port())
                    .collect(Collectors.joining(",")));
    until(() -> length(master, "{btc}:ticks") > BEFORE);
    assertThat(master.texts("KEYS", "*"))
        .contains("{btc}:feed", "{btc}:last_btc_price", "{btc}:latest:binance:BTC-USDT")
        .allMatch(key -> key.startsWith("{btc}:"));
    until(() -> replica.command("INFO", "replication").toString().contains("link_status:up"));

    master.kill();
    until(() -> role(replica).equals("master"));
    until(() -> primary(rig, "state").equals("live"));

    assertAllIsWell(rig, replica, "{btc}:ticks");
  }

  private RedisProcess redis(String... options) {
    RedisProcess redis = RedisProcess.start(options);
    open.add(redis);
    return redis;
  }

  private RedisProcess clusterNode() {
    return redis(
        "--cluster-enabled",
        "yes",
        "--cluster-node-timeout",
        "1000",
        "--cluster-port",
        Integer.toString(RedisProcess.freePort()));
  }

  private SentinelProcess sentinel(RedisProcess master) {
    SentinelProcess sentinel = SentinelProcess.watching(master.port(), 2);
    open.add(sentinel);
    return sentinel;
  }

  private static boolean seesAll(SentinelProcess sentinel) {
    return sentinel.master("num-other-sentinels").equals("2")
        && sentinel.master("num-slaves").equals("1");
  }

  /** Three masters, the first with the slot, and the last of the nodes its replica. */
  private static void join(List<RedisProcess> nodes, int slot) {
    RedisProcess first = nodes.getFirst();
    for (RedisProcess other : nodes.subList(1, nodes.size())) {
      List<?> meet = other.texts("CONFIG", "GET", "cluster-port");
      first.command(
          "CLUSTER", "MEET", "127.0.0.1", "" + other.port(), String.valueOf(meet.getLast()));
    }
    range(first, slot, slot);
    if (slot > 0) {
      range(nodes.get(1), 0, slot - 1);
    }
    range(nodes.get(2), slot + 1, 16_383);
    until(() -> nodes.stream().allMatch(node -> info(node).contains("cluster_known_nodes:4")));
    String id = first.command("CLUSTER", "MYID").toString();
    until(() -> replicates(nodes.getLast(), id));
    until(() -> nodes.stream().allMatch(node -> info(node).contains("cluster_state:ok")));
  }

  private static boolean replicates(RedisProcess replica, String id) {
    try {
      return replica.command("CLUSTER", "REPLICATE", id).equals("OK");
    } catch (RespClient.RedisError notYetKnown) {
      return false;
    }
  }

  private static void range(RedisProcess node, int from, int to) {
    node.command("CLUSTER", "ADDSLOTSRANGE", "" + from, "" + to);
  }

  private static String info(RedisProcess node) {
    return node.command("CLUSTER", "INFO").toString();
  }

  /** The service runs with this primary, and trades come. */
  private Rig running(String url) throws Exception {
    Rig rig = new Rig(data);
    rigs = Optional.of(rig);
    rig.settings.put("REDIS_URL", url);
    // On a busy machine a slow answer is not what this is about.
    rig.settings.put("FEED_REDIS_TIMEOUT", "1s");
    rig.startAndSubscribe();
    rig.venue.live(TRADES_PER_SECOND);
    return rig;
  }

  private static void kickOut(RedisProcess redis) {
    ask(redis, "CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes");
  }

  /** Every trade once, in order, in both; the lease is unchanged; nothing is given up. */
  private static void assertAllIsWell(Rig rig, RedisProcess master, String stream) {
    until(() -> primary(rig, "state").equals("live"));
    rig.venue.live(0);
    await()
        .pollInterval(Duration.ofMillis(50))
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              List<Object> ticks = ticks(master, stream);
              assertThat(ticks).isEqualTo(Rig.ticks(rig.failover));
              List<String> ids =
                  Rig.fields(ticks).stream()
                      .map(tick -> tick.getOrDefault("trade_id", ""))
                      .toList();
              assertThat(ids).isEqualTo(rig.traded());
            });
    for (String name : List.of("epoch", "instance", "last_id")) {
      assertThat(ask(master, "HGET", stream.replace("ticks", "feed"), name))
          .as(name)
          .isEqualTo(rig.failover.command("HGET", "btc:feed", name));
    }
    assertThat(rig.get("/redis/status").get("stores").get("primary").get("lost").asLong()).isZero();
  }

  private static String primary(Rig rig, String field) {
    return rig.get("/redis/status").get("stores").get("primary").get(field).asText();
  }

  private static List<Object> ticks(RedisProcess redis, String stream) {
    return new ArrayList<>((List<?>) ask(redis, "XRANGE", stream, "-", "+"));
  }

  private static long length(RedisProcess redis, String stream) {
    return (Long) ask(redis, "XLEN", stream);
  }

  /**
   * Sends a command over a new connection, and again if that was cut: a change of a server's role
   * cuts its connections.
   */
  private static Object ask(RedisProcess redis, String... words) {
    return await()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(50))
        .atMost(PATIENCE)
        .ignoreException(UncheckedIOException.class)
        .until(() -> answer(redis, words), Objects::nonNull);
  }

  private static Object answer(RedisProcess redis, String... words) {
    try (RespClient client = redis.connect()) {
      return client.command(words);
    }
  }

  private static String role(RedisProcess redis) {
    return ((List<?>) ask(redis, "ROLE")).getFirst().toString();
  }

  private static void until(Callable<Boolean> condition) {
    await().pollInterval(Duration.ofMillis(50)).atMost(PATIENCE).until(condition);
  }
}
