package btcfeed.redis;

import static btcfeed.testsupport.StoreFixtures.LEASE;
import static btcfeed.testsupport.StoreFixtures.applied;
import static btcfeed.testsupport.StoreFixtures.claim;
import static btcfeed.testsupport.StoreFixtures.id;
import static btcfeed.testsupport.StoreFixtures.tick;
import static btcfeed.testsupport.StoreFixtures.ticks;
import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.domain.journal.Batch;
import btcfeed.domain.journal.Entry;
import btcfeed.domain.journal.JournalEvent;
import btcfeed.domain.journal.JournalId;
import btcfeed.domain.journal.Mutation;
import btcfeed.domain.port.PricePort.Outcome;
import btcfeed.domain.store.StoreRefusals;
import btcfeed.domain.store.StoreRefusals.RefusedKey;
import btcfeed.testsupport.RedisProcess;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What a store refuses besides the streams")
class RefusedEffectsTest {
  private static final Duration SECONDS = Duration.ofSeconds(3);

  private final RedisProcess redis = RedisProcess.start();
  private final Stores.Wall wall = new Stores.Wall();
  private final RedissonStore store = Stores.open(redis, Publishing.DEFAULT, wall);

  @BeforeEach
  void claimed() {
    wall.set(1_789_295_134_225_000L);
    claim(store, LEASE, JournalId.START);
  }

  @AfterEach
  void close() {
    store.close();
    redis.close();
  }

  @Test
  @DisplayName("is named with its key and code for as long as it lasts")
  void named() {
    redis.command("SET", "btc_movement_history", "other");
    applied(store, ticks(1, 3), JournalId.START);
    applied(store, ticks(4, 5), id(3));
    StoreRefusals refused = store.refusals();
    assertThat(refused.total()).isEqualTo(2);
    assertThat(refused.standing())
        .extracting(RefusedKey::key)
        .containsExactly("btc_movement_history");
    assertThat(refused.standing()).extracting(RefusedKey::code).containsExactly("WRONGTYPE");
    assertThat(refused.prices()).isFalse();

    redis.command("DEL", "btc_movement_history");
    wall.pass(SECONDS);
    applied(store, ticks(6, 6), id(5));
    assertThat(store.refusals().any()).isFalse();
    assertThat(store.refusals().total()).isEqualTo(2);
  }

  @Test
  @DisplayName("concerns the price if a right to its keys is missing")
  void price() {
    redis.command("ACL", "SETUSER", "default", "-mset");
    applied(store, ticks(1, 3), JournalId.START);
    assertThat(store.refusals().prices()).isTrue();
    assertThat(store.refusals().text()).contains("last_btc_price", "right");

    redis.command("ACL", "SETUSER", "default", "+mset", "-xtrim");
    wall.pass(SECONDS);
    applied(store, ticks(4, 4), id(3));
    assertThat(store.refusals().prices()).isFalse();
    assertThat(store.refusals().standing())
        .extracting(RefusedKey::key, RefusedKey::code)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("btc:ticks", "NOPERM"));
  }

  @Test
  @DisplayName("waits in the store if it is a mutation, and is applied once it is accepted")
  void mutationsWait() {
    redis.command("SET", "btc:h", "other");
    redis.command("SET", "btc:l", "other");
    applied(
        store,
        batch(
            1,
            new Mutation.HashSet("btc:h", Map.of("high", "1", "low", "1")),
            new Mutation.ListPush("btc:l", "one", 9),
            new Mutation.Set("btc:s", "set"),
            new Mutation.HashSet("btc:h", Map.of("high", "2")),
            new Mutation.ListPush("btc:l", "two", 9)),
        JournalId.START);
    assertThat(store.refusals().waiting()).isEqualTo(3);
    assertThat(store.refusals().standing())
        .extracting(RefusedKey::key)
        .containsExactlyInAnyOrder("btc:h", "btc:l");
    assertThat(redis.command("GET", "btc:s")).isEqualTo("set");

    redis.command("DEL", "btc:h");
    wall.pass(SECONDS);
    assertThat(store.probe(id(5))).isEqualTo(new Outcome.Applied(id(5)));
    assertThat(Stores.hash(redis, "btc:h")).isEqualTo(Map.of("high", "2", "low", "1"));
    assertThat(store.refusals().waiting()).isEqualTo(2);

    redis.command("DEL", "btc:l");
    wall.pass(SECONDS);
    applied(store, Batch.of(List.of(tick(6))), id(5));
    assertThat(redis.texts("LRANGE", "btc:l", "0", "-1")).containsExactly("two", "one");
    assertThat(store.refusals().any()).isFalse();
  }

  @Test
  @DisplayName("is not applied after a newer mutation replaced it")
  void replaced() {
    redis.command("ACL", "SETUSER", "default", "-hset");
    redis.command("ACL", "SETUSER", "default", "(+hset ~btc:feed)", "(+hset ~btc:mutated)");
    redis.command("ACL", "SETUSER", "default", "resetkeys", "~btc:*");
    Batch hashes = batch(1, new Mutation.HashSet("btc:k", Map.of("f", "old")));
    applied(store, hashes, JournalId.START);
    applied(store, batch(2, new Mutation.Delete("btc:k")), id(1));
    redis.command("ACL", "SETUSER", "default", "+hset");
    wall.pass(SECONDS);
    store.probe(id(2));
    assertThat(redis.command("EXISTS", "btc:k")).isEqualTo(0L);
    assertThat(store.refusals().waiting()).isZero();
  }

  @Test
  @DisplayName("waits through a restart of the feed and the loss of btc:feed")
  void restarted() {
    redis.command("SET", "btc:h", "other");
    applied(store, batch(1, new Mutation.HashSet("btc:h", Map.of("a", "1"))), JournalId.START);
    redis.command("DEL", "btc:feed");
    wall.pass(SECONDS);
    try (RedissonStore next = Stores.open(redis, Publishing.DEFAULT, wall)) {
      claim(next, LEASE, id(1));
      next.probe(id(1));
      assertThat(next.refusals().waiting()).isEqualTo(1);
      redis.command("DEL", "btc:h");
      wall.pass(SECONDS);
      next.probe(id(1));
      assertThat(next.refusals().any()).isFalse();
    }
    assertThat(Stores.hash(redis, "btc:h")).isEqualTo(Map.of("a", "1"));
  }

  @Test
  @DisplayName("is bounded: if too many wait, the oldest are given up and counted")
  void bounded() {
    redis.command("SET", "btc:l", "other");
    applied(
        store,
        Batch.of(
            IntStream.rangeClosed(1, 600)
                .mapToObj(n -> mutated(n, new Mutation.ListPush("btc:l", "v" + n, 1_000)))
                .toList()),
        JournalId.START);
    assertThat(store.refusals().waiting()).isEqualTo(512);
    assertThat(store.refusals().abandoned()).isEqualTo(88);
    redis.command("DEL", "btc:l");
    wall.pass(SECONDS);
    store.probe(id(600));
    assertThat(redis.texts("LRANGE", "btc:l", "0", "-1")).hasSize(512).first().isEqualTo("v600");
  }

  @Test
  @DisplayName("does not grow while one refused key is written again and again")
  void merged() {
    redis.command("SET", "btc:h", "other");
    for (int n = 1; n <= 50; n++) {
      String value = Integer.toString(n);
      applied(
          store,
          batch(n, new Mutation.HashSet("btc:h", Map.of("n", value, "f" + n % 5, value))),
          n == 1 ? JournalId.START : id(n - 1));
    }
    assertThat(store.refusals().waiting()).isEqualTo(1);
    redis.command("DEL", "btc:h");
    wall.pass(SECONDS);
    store.probe(id(50));
    assertThat(Stores.hash(redis, "btc:h"))
        .isEqualTo(Map.of("n", "50", "f0", "50", "f1", "46", "f2", "47", "f3", "48", "f4", "49"));
  }

  private static Batch batch(int first, Mutation... mutations) {
    return Batch.of(
        IntStream.range(0, mutations.length)
            .mapToObj(i -> mutated(first + i, mutations[i]))
            .toList());
  }

  private static Entry mutated(int number, Mutation mutation) {
    return new Entry(id(number), new JournalEvent.Mutated(mutation));
  }
}
