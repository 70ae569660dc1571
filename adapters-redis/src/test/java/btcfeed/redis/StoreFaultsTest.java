package btcfeed.redis;

import static btcfeed.testsupport.StoreFixtures.LEASE;
import static btcfeed.testsupport.StoreFixtures.applied;
import static btcfeed.testsupport.StoreFixtures.at;
import static btcfeed.testsupport.StoreFixtures.claim;
import static btcfeed.testsupport.StoreFixtures.gap;
import static btcfeed.testsupport.StoreFixtures.id;
import static btcfeed.testsupport.StoreFixtures.ids;
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
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A store in trouble")
class StoreFaultsTest {
  private static final String SECRET = "correct-horse-battery";
  private static final Duration SHORT = Duration.ofMillis(300);

  /** Much longer than the short timeout. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final RedisProcess redis = RedisProcess.start();
  private final RedissonStore store = Stores.open(redis);

  @AfterEach
  void close() {
    store.close();
    redis.close();
  }

  @Test
  @DisplayName("refuses a batch as a whole when it is full, and loses nothing once there is space")
  void full() {
    claim(store, LEASE, JournalId.START);
    applied(store, ticks(1, 10), JournalId.START);
    redis.command("CONFIG", "SET", "maxmemory", "1mb");

    assertRefused(store.apply(ticks(11, 20), id(10)), "OOM", "maxmemory");
    assertRefused(store.probe(id(10)), "OOM", "maxmemory");
    assertThat(Stores.ids(redis, "btc:ticks")).isEqualTo(ids(1, 10));
    assertThat(at(store).applied()).isEqualTo(id(10));

    redis.command("CONFIG", "SET", "maxmemory", "0");
    applied(store, ticks(11, 20), id(10));
    assertThat(Stores.ids(redis, "btc:ticks")).isEqualTo(ids(1, 20));
  }

  @Test
  @DisplayName("refuses writes with the reason while it is a replica, and then continues")
  void readOnly() {
    claim(store, LEASE, JournalId.START);
    applied(store, ticks(1, 3), JournalId.START);
    redis.command("REPLICAOF", "127.0.0.1", "1");

    assertRefused(store.apply(ticks(4, 6), id(3)), "READONLY", "replica");
    assertThat(at(store).facts().role()).isEqualTo("replica");

    redis.command("REPLICAOF", "NO", "ONE");
    applied(store, ticks(4, 6), id(3));
    assertThat(Stores.ids(redis, "btc:ticks")).isEqualTo(ids(1, 6));
  }

  @Test
  @DisplayName("ends the wait for a sent batch, whether it lost the scripts or froze")
  void begun() {
    claim(store, LEASE, JournalId.START);
    redis.command("SCRIPT", "FLUSH");
    assertThat(BegunBatch.of(store, ticks(1, 3), JournalId.START))
        .isEqualTo(new Outcome.Applied(id(3)));
    try (RedissonStore quick = Stores.open(redis, SHORT)) {
      Stores.sendHurried(quick, LEASE, 3);
      redis.freeze();
      assertThat(BegunBatch.of(quick, ticks(4, 5), id(3)))
          .isInstanceOfSatisfying(
              Outcome.Failed.class,
              failed -> assertThat(failed.failure()).isInstanceOf(Failure.Unanswered.class));
      redis.thaw();
    }
  }

  @Test
  @DisplayName("requires the right password, and no message shows a password")
  void passwords() {
    redis.command("CONFIG", "SET", "requirepass", SECRET);
    try (RedissonStore none = with("", "");
        RedissonStore wrong = with("", "sesame-open");
        RedissonStore unknown = with("bob", "sesame-open");
        RedissonStore right = with("", SECRET)) {
      assertRefused(none.position(), "NOAUTH");
      assertRefused(wrong.position(), "WRONGPASS");
      assertRefused(unknown.position(), "WRONGPASS");
      assertThat(right.position()).isInstanceOf(PositionResult.At.class);
    }
  }

  @Test
  @DisplayName(
      "with too few rights leaves nothing half done, and loses nothing once they are granted")
  void rights() {
    redis.command("ACL", "SETUSER", "feed", "on", ">" + SECRET, "~*", "&*", "+@all", "-xadd");
    try (RedissonStore feed = with("feed", SECRET)) {
      claim(feed, LEASE, JournalId.START);
      assertRefused(feed.apply(ticks(1, 5), JournalId.START), "NOPERM", "right");
      assertThat(Stores.ids(redis, "btc:ticks")).isEmpty();

      redis.command("ACL", "SETUSER", "feed", "+xadd");
      Stores.send(feed, LEASE, 5);
      assertThat(Stores.ids(redis, "btc:ticks")).isEqualTo(ids(1, 5));
    }
  }

  @Test
  @DisplayName("that refuses in the middle of a batch gets it again, and has it once")
  void halfway() {
    redis.command("ACL", "SETUSER", "feed", "on", ">" + SECRET, "~*", "&*", "+@all", "-xadd");
    redis.command("ACL", "SETUSER", "feed", "(+xadd ~btc:ticks)");
    Batch batch = Batch.of(List.of(tick(1), gap(2), tick(3)));
    try (RedissonStore feed = with("feed", SECRET)) {
      claim(feed, LEASE, JournalId.START);
      assertRefused(feed.apply(batch, JournalId.START), "NOPERM", "right");
      assertThat(Stores.ids(redis, "btc:ticks")).containsExactly(id(1));

      redis.command("ACL", "SETUSER", "feed", "+xadd");
      JournalId after = Stores.recover(feed, LEASE);
      assertThat(after).isEqualTo(JournalId.START);
      applied(feed, batch, after);
      assertThat(Stores.ids(redis, "btc:ticks")).containsExactly(id(1), id(3));
      assertThat(Stores.ids(redis, "btc:gaps")).containsExactly(id(2));
    }
  }

  @Test
  @DisplayName("that refuses between two mutations applies the second one later, and each once")
  void betweenMutations() {
    redis.command("ACL", "SETUSER", "feed", "on", ">" + SECRET, "~*", "&*", "+@all", "-xadd");
    Batch batch = Batch.of(List.of(push(1, "one"), tick(2), push(3, "two")));
    try (RedissonStore feed = with("feed", SECRET)) {
      claim(feed, LEASE, JournalId.START);
      assertRefused(feed.apply(batch, JournalId.START), "NOPERM", "right");
      assertThat(redis.texts("LRANGE", "team:list", "0", "-1")).containsExactly("one");

      redis.command("ACL", "SETUSER", "feed", "+xadd");
      applied(feed, batch, Stores.recover(feed, LEASE));
      assertThat(redis.texts("LRANGE", "team:list", "0", "-1")).containsExactly("two", "one");
    }
  }

  private static Entry push(int number, String value) {
    Mutation mutation = new Mutation.ListPush("team:list", value, 9);
    return new Entry(id(number), new JournalEvent.Mutated(mutation));
  }

  @Test
  @DisplayName("that hides INFO is still written to; its facts stay empty")
  void noInfo() {
    redis.command("ACL", "SETUSER", "feed", "on", ">" + SECRET, "~*", "&*", "+@all", "-info");
    try (RedissonStore feed = with("feed", SECRET)) {
      claim(feed, LEASE, JournalId.START);
      applied(feed, ticks(1, 2), JournalId.START);
      assertThat(at(feed).facts().version()).isEmpty();
    }
    assertThat(at(store).facts().version()).isNotEmpty();
    assertThat(at(store).facts().maxmemoryPolicy()).isEqualTo("noeviction");
    assertThat(at(store).facts().runId()).hasSize(40);
  }

  @Test
  @DisplayName("that accepts no more connections is reported as such")
  void crowded() {
    redis.command("CONFIG", "SET", "maxclients", "1");
    assertRefused(store.position(), "MAXCLIENTS");
    redis.command("CONFIG", "SET", "maxclients", "100");
    assertThat(store.position()).isInstanceOf(PositionResult.At.class);
  }

  @ParameterizedTest
  @CsvSource({"'-ERR max number of clients reached\r\n', MAXCLIENTS", "'', closed the connection"})
  @DisplayName("that resets a connection is reported at once")
  void reset(String words, String reported) throws Exception {
    try (ServerSocket listening = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        RedissonStore rude =
            new RedissonStore(
                RedisTarget.plain("127.0.0.1", listening.getLocalPort(), Stores.TIMEOUT),
                Publishing.DEFAULT,
                new Stores.Wall())) {
      Thread.ofVirtual().start(() -> resetAll(listening, words));
      assertThat(rude.position().toString()).contains(reported);
    }
  }

  private static void resetAll(ServerSocket listening, String words) {
    while (!listening.isClosed()) {
      try (Socket client = listening.accept()) {
        client.getInputStream().read();
        client.getOutputStream().write(words.getBytes(StandardCharsets.US_ASCII));
        client.setSoLinger(true, 0);
      } catch (IOException e) {
        // The client closed the connection, or the test is over.
      }
    }
  }

  @Test
  @DisplayName("that lost its scripts gets them again within the same call")
  void scriptsForgotten() {
    claim(store, LEASE, JournalId.START);
    applied(store, ticks(1, 3), JournalId.START);
    redis.command("SCRIPT", "FLUSH");
    applied(store, ticks(4, 6), id(3));
    assertThat(Stores.ids(redis, "btc:ticks")).isEqualTo(ids(1, 6));
  }

  @Test
  @DisplayName("whose cursor another program wrote is refused without an exception")
  void foreignCursor() {
    redis.command("HSET", "btc:feed", "epoch", "many", "last_id", "here");
    assertRefused(store.position(), "FOREIGN");
    redis.command("DEL", "btc:feed");
    redis.command("SET", "btc:feed", "mine");
    assertRefused(store.position(), "WRONGTYPE");
  }

  @Test
  @DisplayName("killed and back with its data continues where it was")
  void killedWithData() {
    claim(store, LEASE, JournalId.START);
    applied(store, ticks(1, 10), JournalId.START);
    redis.kill();
    assertFailsWithin(Stores.TIMEOUT.dividedBy(2), () -> store.apply(ticks(11, 12), id(10)));
    assertThat(store.position()).isInstanceOf(PositionResult.Failed.class);
    redis.restart();
    Stores.send(store, LEASE, 20);
    assertThat(Stores.ids(redis, "btc:ticks")).isEqualTo(ids(1, 20));
  }

  @Test
  @DisplayName("killed and back empty is refilled from the start")
  void killedAndEmpty() {
    claim(store, LEASE, JournalId.START);
    applied(store, ticks(1, 10), JournalId.START);
    redis.kill();
    redis.restartEmpty();
    assertThat(store.apply(ticks(11, 12), id(10))).isInstanceOf(Outcome.Failed.class);
    Stores.send(store, LEASE, 20);
    assertThat(Stores.ids(redis, "btc:ticks")).isEqualTo(ids(1, 20));
  }

  @Test
  @DisplayName("killed while a call waits for it ends the wait at once, not at the timeout")
  void killedWhileWaiting() {
    Duration patient = Duration.ofMinutes(1);
    try (RedissonStore waiting = Stores.open(redis, patient)) {
      claim(waiting, LEASE, JournalId.START);
      redis.freeze();
      CompletableFuture<Outcome> call =
          CompletableFuture.supplyAsync(() -> waiting.apply(ticks(1, 5), JournalId.START));
      redis.kill();
      assertThat(call).succeedsWithin(patient.dividedBy(2)).isInstanceOf(Outcome.Failed.class);
    }
  }

  @Test
  @DisplayName("frozen in the middle of a batch times out, and duplicates nothing afterwards")
  void frozen() {
    try (RedissonStore quick = Stores.open(redis, SHORT)) {
      Stores.sendHurried(quick, LEASE, 3);
      redis.freeze();

      Outcome outcome = assertFailsWithin(PATIENCE, () -> quick.apply(ticks(4, 6), id(3)));
      assertThat(((Outcome.Failed) outcome).failure()).isInstanceOf(Failure.Unanswered.class);
      for (int again = 0; again < 3; again++) {
        long before = System.nanoTime();
        assertThat(quick.position()).isInstanceOf(PositionResult.Failed.class);
        assertThat(System.nanoTime() - before).isLessThan(PATIENCE.toNanos());
      }

      redis.thaw();
      Stores.sendHurried(quick, LEASE, 9);
      assertThat(Stores.ids(redis, "btc:ticks")).isEqualTo(ids(1, 9));
    }
  }

  @Test
  @DisplayName("that is away fails every call without an exception")
  void away() {
    redis.kill();
    for (int i = 0; i < 3; i++) {
      assertThat(store.position())
          .isInstanceOfSatisfying(
              PositionResult.Failed.class,
              failed -> {
                assertThat(failed.failure()).isInstanceOf(Failure.Unreachable.class);
                assertThat(failed.failure().detail()).endsWith("connection refused");
              });
    }
    assertThat(store.apply(ticks(1, 1), JournalId.START)).isInstanceOf(Outcome.Diverged.class);
  }

  @Test
  @DisplayName("leaves no thread of the client once it is closed")
  void threads() {
    // Stores that other tests closed may still be ending their threads.
    Set<Thread> others = clientThreads();
    claim(store, LEASE, JournalId.START);
    for (int i = 0; i < 5; i++) {
      redis.kill();
      assertThat(store.position()).isInstanceOf(PositionResult.Failed.class);
      redis.restart();
      at(store);
    }
    assertThat(clientThreads()).as("threads while open").anyMatch(own -> !others.contains(own));
    store.close();
    await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(() -> assertThat(clientThreads()).isSubsetOf(others));
  }

  private static Set<Thread> clientThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("redis"))
        .collect(Collectors.toSet());
  }

  private RedissonStore with(String username, String password) {
    RedisTarget target =
        new RedisTarget(
            new Topology.Single(new Topology.Node("127.0.0.1", redis.port())),
            username,
            password,
            Tls.OFF,
            0,
            Stores.TIMEOUT,
            "btc-feed");
    return new RedissonStore(target, Publishing.DEFAULT, new Stores.Wall());
  }

  private static void assertRefused(PositionResult reading, String code) {
    assertRefused(((PositionResult.Failed) reading).failure(), code);
  }

  private static void assertRefused(Outcome outcome, String code, String hint) {
    Failure failure = ((Outcome.Failed) outcome).failure();
    assertRefused(failure, code);
    assertThat(failure.detail()).contains(hint);
  }

  private static void assertRefused(Failure failure, String code) {
    assertThat(failure)
        .isInstanceOfSatisfying(
            Failure.Refused.class, refused -> assertThat(refused.code()).isEqualTo(code));
    assertThat(failure.detail())
        .doesNotContain(SECRET, "sesame", "CommandData", "channel:", "EVALSHA")
        .startsWith("redis://127.0.0.1:");
  }

  private static Outcome assertFailsWithin(Duration bound, Supplier<Outcome> call) {
    long before = System.nanoTime();
    Outcome outcome = call.get();
    assertThat(System.nanoTime() - before).isLessThan(bound.toNanos());
    assertThat(outcome).isInstanceOf(Outcome.Failed.class);
    return outcome;
  }
}
