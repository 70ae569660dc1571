package btcfeed.redis;

import static btcfeed.testsupport.StoreFixtures.LEASE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import btcfeed.domain.port.PricePort;
import btcfeed.redis.Topology.Node;
import btcfeed.testsupport.RedisProcess;
import btcfeed.testsupport.SentinelProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Of several servers, the one to write to")
class MasterDiscoveryTest {
  private static final String SECRET = "hush-hush";

  private final List<AutoCloseable> open = new ArrayList<>();

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable each : open.reversed()) {
      each.close();
    }
  }

  @Test
  @DisplayName("is the only master among them, and its name is known")
  void onlyMaster() {
    RedisProcess master = redis();
    RedisProcess replica = redis("--replicaof", "127.0.0.1 " + master.port());
    try (RedissonStore store =
        store(new Topology.Replicated(nodes(replica.port(), master.port())))) {
      Stores.send(store, LEASE, 5);
      assertThat(store.node()).contains(new Node("127.0.0.1", master.port()));
    }
    assertThat(Stores.ids(master, "btc:ticks")).hasSize(5);
  }

  @Test
  @DisplayName("does not exist while two claim to be the master; the error names both")
  void twoMasters() {
    int one = redis().port();
    int other = redis().port();
    assertThat(refusal(new Topology.Replicated(nodes(one, other))))
        .contains("more than one of them is a master", ":" + one, ":" + other);
  }

  @Test
  @DisplayName("does not exist while none is a master; the error names each role")
  void noMaster() {
    RedisProcess replica = redis("--replicaof", "127.0.0.1 " + RedisProcess.freePort());
    int unused = RedisProcess.freePort();
    assertThat(refusal(new Topology.Replicated(nodes(replica.port(), unused))))
        .contains(
            "none of them is a master",
            replica.port() + " is a replica",
            unused + " connection refused");
  }

  @Test
  @DisplayName("is not a replica that the Sentinels still name")
  void demoted() {
    RedisProcess master = redis();
    RedisProcess replica = redis();
    SentinelProcess sentinel = sentinel(replica);
    replica.command("REPLICAOF", "127.0.0.1", Integer.toString(master.port()));
    assertThat(refusal(sentinels(sentinel, SentinelProcess.MASTER, "")))
        .contains(replica.port() + " was named the master and is a replica");
  }

  @Test
  @DisplayName("is found with the Sentinels' own password, which no message shows")
  void passwords() {
    RedisProcess master = redis();
    SentinelProcess sentinel = sentinel(master, "requirepass " + SECRET);
    assertThat(refusal(sentinels(sentinel, SentinelProcess.MASTER, "")))
        .contains("no sentinel knows the master", "it requires a password");
    assertThat(refusal(sentinels(sentinel, SentinelProcess.MASTER, SECRET + "er")))
        .contains("wrong user name or password")
        .doesNotContain(SECRET);
    try (RedissonStore store = store(sentinels(sentinel, SentinelProcess.MASTER, SECRET))) {
      Stores.send(store, LEASE, 5);
    }
    assertThat(Stores.ids(master, "btc:ticks")).hasSize(5);
  }

  @Test
  @DisplayName("is searched under its configured name")
  void unknownName() {
    assertThat(refusal(sentinels(sentinel(redis()), "theirmaster", "")))
        .contains("knows no master theirmaster");
  }

  @Test
  @DisplayName("is refused in a cluster whose keys would be in several slots")
  void severalSlots() {
    Topology cluster = new Topology.Cluster(nodes(7000));
    assertThatThrownBy(() -> store(cluster, KeyNames.DEFAULT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("{btc}:");
  }

  @Test
  @DisplayName("does not exist if the nodes are no cluster")
  void noCluster() {
    assertThat(refusal(new Topology.Cluster(nodes(redis().port()))))
        .contains("no node knows the owner of slot", "cluster support disabled");
  }

  @ParameterizedTest
  @CsvSource({"foo, 12182", "{foo}:feed, 12182", "a{foo}b{bar}, 12182", "{}foo, 9500", "'', 0"})
  @DisplayName("is found by the slot of the text in a key's first braces")
  void slots(String key, int slot) {
    assertThat(MasterDiscovery.slot(key)).isEqualTo(slot);
  }

  private RedisProcess redis(String... options) {
    RedisProcess redis = RedisProcess.start(options);
    open.add(redis);
    return redis;
  }

  private SentinelProcess sentinel(RedisProcess master, String... lines) {
    SentinelProcess sentinel = SentinelProcess.watching(master.port(), 1, lines);
    open.add(sentinel);
    await().atMost(Duration.ofMinutes(1)).until(sentinel::answers);
    return sentinel;
  }

  private static Topology sentinels(SentinelProcess sentinel, String master, String password) {
    return new Topology.Sentinels(nodes(sentinel.port()), master, "", password);
  }

  private static List<Node> nodes(int... ports) {
    List<Node> nodes = new ArrayList<>();
    for (int port : ports) {
      nodes.add(new Node("127.0.0.1", port));
    }
    return nodes;
  }

  private static RedissonStore store(Topology topology) {
    boolean cluster = topology instanceof Topology.Cluster;
    return store(topology, cluster ? KeyNames.ONE_SLOT : KeyNames.DEFAULT);
  }

  private static RedissonStore store(Topology topology, KeyNames names) {
    return new RedissonStore(
        RedisTarget.plain(topology, Stores.TIMEOUT),
        Publishing.DEFAULT.named(names),
        new Stores.Wall());
  }

  /** Why it cannot be reached. */
  private static String refusal(Topology topology) {
    try (RedissonStore store = store(topology)) {
      return refusal(store);
    }
  }

  private static String refusal(RedissonStore store) {
    return switch (store.position()) {
      case PricePort.PositionResult.Failed(PricePort.Failure failure) -> failure.toString();
      case PricePort.PositionResult.At(var position) ->
          throw new IllegalStateException("" + position);
    };
  }
}
