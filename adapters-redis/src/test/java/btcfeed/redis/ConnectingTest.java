package btcfeed.redis;

import static btcfeed.testsupport.StoreFixtures.LEASE;
import static btcfeed.testsupport.StoreFixtures.applied;
import static btcfeed.testsupport.StoreFixtures.claim;
import static btcfeed.testsupport.StoreFixtures.id;
import static btcfeed.testsupport.StoreFixtures.ticks;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import btcfeed.domain.journal.JournalId;
import btcfeed.domain.port.PricePort.Failure;
import btcfeed.domain.port.PricePort.Outcome;
import btcfeed.domain.port.PricePort.PositionResult;
import btcfeed.testsupport.RedisProcess;
import btcfeed.testsupport.SentinelProcess;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A connection to a store")
class ConnectingTest {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @Test
  @DisplayName("works with a server without CLIENT and SCRIPT")
  void fewCommands() {
    try (RedisProcess redis =
            RedisProcess.start("--rename-command", "CLIENT", "", "--rename-command", "SCRIPT", "");
        RedissonStore store = Stores.open(redis)) {
      claim(store, LEASE, JournalId.START);
      applied(store, ticks(1, 3), JournalId.START);
      redis.kill();
      redis.restart();
      await().atMost(PATIENCE).until(() -> store.position() instanceof PositionResult.At);
      Stores.send(store, LEASE, 6);
      assertThat(Stores.ids(redis, "btc:ticks")).hasSize(6);
    }
  }

  @Test
  @DisplayName("that fails names the master that the Sentinels named")
  void masterOutOfReach() {
    int unused = RedisProcess.freePort();
    try (SentinelProcess sentinel = SentinelProcess.watching(unused, 1);
        RedissonStore store =
            new RedissonStore(
                RedisTarget.plain(
                    new Topology.Sentinels(
                        List.of(new Topology.Node("127.0.0.1", sentinel.port())),
                        SentinelProcess.MASTER,
                        "",
                        ""),
                    Stores.TIMEOUT),
                Publishing.DEFAULT,
                new Stores.Wall())) {
      // At first the Sentinel itself may not listen yet.
      await()
          .atMost(Duration.ofMinutes(1))
          .untilAsserted(
              () ->
                  assertThat(store.position())
                      .isInstanceOfSatisfying(
                          PositionResult.Failed.class,
                          failed ->
                              assertThat(failed.failure().detail())
                                  .contains(
                                      "the master the Sentinels name, 127.0.0.1:" + unused,
                                      "connection refused",
                                      "reachable from here")));
    }
  }

  @Test
  @DisplayName(
      "is dropped when the server's name leads elsewhere, though the old server still runs")
  void nameMoved() throws Exception {
    AtomicReference<String> address = new AtomicReference<>("127.0.0.1");
    Stores.Wall wall = new Stores.Wall();
    try (RedisProcess redis = RedisProcess.start();
        RedissonStore store =
            new RedissonStore(
                RedisTarget.plain("store.test", redis.port(), Stores.TIMEOUT),
                Publishing.DEFAULT,
                wall,
                Optional.empty(),
                _ -> new InetAddress[] {InetAddress.getByName(address.get())})) {
      claim(store, LEASE, JournalId.START);
      applied(store, ticks(1, 3), JournalId.START);
      for (int i = 0; i < 5; i++) {
        wall.pass(Duration.ofSeconds(16));
        assertThat(store.probe(id(3))).isInstanceOf(Outcome.Applied.class);
      }

      address.set("127.0.0.9");
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> {
                wall.pass(Duration.ofSeconds(16));
                assertThat(store.probe(id(3)))
                    .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> {
                          assertThat(failed.failure()).isInstanceOf(Failure.Unreachable.class);
                          assertThat(failed.failure().detail()).contains("127.0.0.9");
                        });
              });
      assertThat(store.position()).isInstanceOf(PositionResult.Failed.class);

      address.set("127.0.0.1");
      assertThat(store.position()).isInstanceOf(PositionResult.At.class);
    }
  }

  @Test
  @DisplayName("for one question reads nil as no answer and does not wait")
  void nil() {
    try (RedisProcess redis = RedisProcess.start()) {
      long before = System.nanoTime();
      assertThat(RedisQuestion.ask(redis.port(), PATIENCE, "GET", "missing")).isEmpty();
      assertThat(System.nanoTime() - before).isLessThan(PATIENCE.toNanos() / 2);
    }
  }
}
