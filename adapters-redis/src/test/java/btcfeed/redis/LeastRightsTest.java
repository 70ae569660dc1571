package btcfeed.redis;

import static btcfeed.testsupport.StoreFixtures.LEASE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import btcfeed.domain.journal.Batch;
import btcfeed.domain.journal.Entry;
import btcfeed.domain.journal.JournalEvent;
import btcfeed.domain.journal.JournalId;
import btcfeed.domain.journal.Mutation;
import btcfeed.domain.port.LeasePort;
import btcfeed.domain.port.PricePort;
import btcfeed.domain.port.ReadPort;
import btcfeed.domain.store.InstanceReport;
import btcfeed.testsupport.RedisProcess;
import btcfeed.testsupport.RespClient;
import btcfeed.testsupport.StoreFixtures;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A user with only the rights that the README lists")
class LeastRightsTest {
  private static final String PASSWORD = "not-secret";

  /** As listed in the README. */
  private static final String RIGHTS =
      "~btc:* ~last_btc_* ~btc_movement_history ~current_exchange &btc_price &btc:index:* +evalsha"
          + " +script|load +client|setname +ping +info +exists +get +hmget +hgetall +hset +hdel"
          + " +xadd +xinfo +xrange +xrevrange +xtrim +xdel +xsetid +time +set +del +mset +lpush"
          + " +lrange +ltrim +publish +pubsub";

  private static final long FAR_MS = 9_000_000_000_000L;
  private static final List<Mutation> KINDS =
      List.of(
          new Mutation.Set("btc:t", "1"),
          new Mutation.SetUntil("btc:u", "1", FAR_MS),
          new Mutation.SetUntil("btc:u", "1", 0),
          new Mutation.SetIfNewer("btc:v", "1", 1),
          new Mutation.Delete("btc:t"),
          new Mutation.HashSet("btc:h", Map.of("f", "1")),
          new Mutation.ListPush("btc:l", "1", 1),
          new Mutation.ListPush("btc:l", "2", 1),
          new Mutation.Publish("btc_price", "1", FAR_MS));
  private static final Batch MUTATIONS =
      Batch.of(
          IntStream.range(0, KINDS.size())
              .mapToObj(
                  i -> new Entry(StoreFixtures.id(6 + i), new JournalEvent.Mutated(KINDS.get(i))))
              .toList());

  private final RedisProcess redis = RedisProcess.start();

  @AfterEach
  void close() {
    redis.close();
  }

  @Test
  @DisplayName("can write everything that the feed writes, and nothing else")
  void enough() throws Exception {
    redis.command(
        Stream.concat(
                Stream.of("ACL", "SETUSER", "feed", "reset", "on", ">" + PASSWORD),
                Stream.of(RIGHTS.split(" ")))
            .toArray(String[]::new));

    try (RedissonStore store = open()) {
      Stores.send(store, LEASE, 5);
      StoreFixtures.applied(store, MUTATIONS, StoreFixtures.id(5));
      assertThat(store.refusals().standing()).isEmpty();
      assertThat(List.of(store.reads().text("btc:t"), store.reads().newest("btc:l", 1)))
          .allMatch(ReadPort.ReadResult.Found.class::isInstance);
      assertThat(store.reads().fields("btc:h")).isInstanceOf(ReadPort.ReadResult.Found.class);
      JournalId end = StoreFixtures.at(store).applied();
      StoreFixtures.applied(store, StoreFixtures.ticks(30, 31), end);
      assertThat(store.cutAfter(LEASE, end)).isEqualTo(new PricePort.Outcome.Applied(end));
      assertThat(store.reads().between("btc:ticks", JournalId.START, end, 9))
          .isInstanceOf(ReadPort.ReadResult.Found.class);
    }
    try (RedisLease lease = new RedisLease(target(), KeyNames.DEFAULT, new Stores.Wall())) {
      redis.command("HSET", "btc:instances", "old", "leader a:1 0");
      InstanceReport report =
          new InstanceReport("a", InstanceReport.Role.LEADER, true, "a:1", "3.0.0", Duration.ZERO);
      assertThat(lease.take(LEASE, Duration.ofSeconds(1), false, Optional.of(report)))
          .isInstanceOf(LeasePort.Answer.Seen.class);
      assertThat(lease.release(LEASE)).isInstanceOf(LeasePort.Answer.Seen.class);
    }

    assertThat(Stores.ids(redis, "btc:ticks")).hasSize(5);
    for (String key : List.of("last_btc_price", "btc_movement_history", "current_exchange")) {
      assertThat(redis.command("EXISTS", key)).as(key).isEqualTo(1L);
    }
    // The client tries EVAL when it connects and works without it. No script was denied.
    assertThat(redis.command("ACL", "LOG").toString()).doesNotContain("lua");
    try (RespClient intruder = redis.connect()) {
      intruder.command("AUTH", "feed", PASSWORD);
      for (List<String> command :
          List.of(List.of("FLUSHALL"), List.of("KEYS", "*"), List.of("SET", "theirs", "1"))) {
        assertThatThrownBy(() -> intruder.command(command.toArray(String[]::new)))
            .hasMessageContaining("NOPERM");
      }
    }
  }

  private RedissonStore open() {
    return new RedissonStore(target(), Publishing.DEFAULT, new Stores.Wall());
  }

  private RedisTarget target() {
    return new RedisTarget(
        new Topology.Single(new Topology.Node("127.0.0.1", redis.port())),
        "feed",
        PASSWORD,
        Tls.OFF,
        0,
        Stores.TIMEOUT,
        "btc-feed");
  }
}
