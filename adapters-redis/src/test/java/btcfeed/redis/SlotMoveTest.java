package btcfeed.redis;

import static btcfeed.testsupport.StoreFixtures.LEASE;
import static btcfeed.testsupport.StoreFixtures.applied;
import static btcfeed.testsupport.StoreFixtures.at;
import static btcfeed.testsupport.StoreFixtures.claim;
import static btcfeed.testsupport.StoreFixtures.id;
import static btcfeed.testsupport.StoreFixtures.tick;
import static btcfeed.testsupport.StoreFixtures.ticks;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import btcfeed.domain.journal.Batch;
import btcfeed.domain.journal.Entry;
import btcfeed.domain.journal.JournalEvent;
import btcfeed.domain.journal.JournalId;
import btcfeed.domain.journal.Mutation;
import btcfeed.domain.port.PricePort.Failure;
import btcfeed.domain.port.PricePort.Outcome;
import btcfeed.domain.port.PricePort.PositionResult;
import btcfeed.testsupport.RedisProcess;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("While the slot of the feed's keys moves to another node of a cluster")
class SlotMoveTest {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final RedisProcess from = node();
  private final RedisProcess to = node();
  private RedissonStore store;
  private String slot = "";

  SlotMoveTest() {
    store =
        new RedissonStore(
            RedisTarget.plain(
                new Topology.Cluster(List.of(new Topology.Node("127.0.0.1", from.port()))),
                Stores.TIMEOUT),
            Publishing.DEFAULT.named(KeyNames.ONE_SLOT),
            new Stores.Wall());
  }

  private static RedisProcess node() {
    return RedisProcess.start(
        "--cluster-enabled", "yes", "--cluster-port", Integer.toString(RedisProcess.freePort()));
  }

  @BeforeEach
  void joined() {
    String bus = to.texts("CONFIG", "GET", "cluster-port").getLast();
    from.command("CLUSTER", "MEET", "127.0.0.1", Integer.toString(to.port()), bus);
    from.command("CLUSTER", "ADDSLOTSRANGE", "0", "16383");
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                List.of(from, to).stream()
                    .map(node -> node.command("CLUSTER", "INFO").toString())
                    .allMatch(
                        info ->
                            info.contains("cluster_state:ok")
                                && info.contains("cluster_known_nodes:2")));
    slot = from.command("CLUSTER", "KEYSLOT", "{btc}:feed").toString();
  }

  @AfterEach
  void close() {
    store.close();
    from.close();
    to.close();
  }

  @Test
  @DisplayName(
      "a batch is refused as a whole with the reason, and everything is there after the move")
  void moves() {
    Batch first = Batch.of(List.of(tick(1), day(2, "1"), tick(3)));
    claim(store, LEASE, JournalId.START);
    applied(store, first, JournalId.START);

    to.command("CLUSTER", "SETSLOT", slot, "IMPORTING", myId(from));
    from.command("CLUSTER", "SETSLOT", slot, "MIGRATING", myId(to));
    applied(store, ticks(4, 5), id(3));

    migrate("{btc}:day:x");
    Outcome refused = store.apply(Batch.of(List.of(day(6, "2"))), id(5));
    assertThat(refused)
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> {
              assertThat(failed.failure()).isInstanceOf(Failure.Refused.class);
              assertThat(failed.failure().detail()).contains("TRYAGAIN", "tried again");
            });
    assertThat(store.refusals().any()).isFalse();

    from.texts("CLUSTER", "GETKEYSINSLOT", slot, "100").forEach(this::migrate);
    for (RedisProcess node : List.of(to, from)) {
      node.command("CLUSTER", "SETSLOT", slot, "NODE", myId(to));
    }
    await().atMost(PATIENCE).until(() -> store.position() instanceof PositionResult.At);
    JournalId after = Stores.recover(store, LEASE);
    assertThat(after).isEqualTo(id(5));
    applied(store, Batch.of(List.of(day(6, "2"))), after);

    assertThat(Stores.ids(to, "{btc}:ticks")).containsExactly(id(1), id(3), id(4), id(5));
    assertThat(Stores.hash(to, "{btc}:day:x")).isEqualTo(Map.of("high", "2"));
    assertThat(at(store).contents().removed()).isZero();
  }

  private static Entry day(int number, String high) {
    return new Entry(
        id(number),
        new JournalEvent.Mutated(new Mutation.HashSet("btc:day:x", Map.of("high", high))));
  }

  private void migrate(String key) {
    from.command("MIGRATE", "127.0.0.1", Integer.toString(to.port()), key, "0", "10000");
  }

  private static String myId(RedisProcess node) {
    return node.command("CLUSTER", "MYID").toString();
  }
}
