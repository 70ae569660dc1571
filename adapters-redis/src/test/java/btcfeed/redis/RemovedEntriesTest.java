package btcfeed.redis;

import static btcfeed.testsupport.StoreFixtures.LEASE;
import static btcfeed.testsupport.StoreFixtures.applied;
import static btcfeed.testsupport.StoreFixtures.at;
import static btcfeed.testsupport.StoreFixtures.claim;
import static btcfeed.testsupport.StoreFixtures.gap;
import static btcfeed.testsupport.StoreFixtures.id;
import static btcfeed.testsupport.StoreFixtures.tick;
import static btcfeed.testsupport.StoreFixtures.ticks;
import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.domain.journal.Batch;
import btcfeed.domain.journal.JournalId;
import btcfeed.domain.journal.Lineage;
import btcfeed.domain.port.PricePort.Outcome;
import btcfeed.domain.store.StreamLength;
import btcfeed.testsupport.RedisProcess;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Entries that another program removed from a stream")
class RemovedEntriesTest {
  private final RedisProcess redis = RedisProcess.start();
  private final RedissonStore store = Stores.open(redis);

  @AfterEach
  void close() {
    store.close();
    redis.close();
  }

  @ParameterizedTest
  @CsvSource({
    "XTRIM btc:ticks MAXLEN 2, 7",
    "XTRIM btc:ticks MAXLEN 0, 9",
    "XDEL btc:ticks 5, 1",
    "XDEL btc:ticks 1, 1",
    "XDEL btc:ticks 10, 1",
    "XTRIM btc:gaps MAXLEN 0, 1"
  })
  @DisplayName("are detected with the next batch or probe, and counted")
  void noticed(String command, int removed) {
    claim(store, LEASE, JournalId.START);
    applied(store, Batch.of(List.of(gap(1))), JournalId.START);
    applied(store, ticks(2, 10), id(1));
    String[] words = command.split(" ");
    if (words[0].equals("XDEL")) {
      int number = Integer.parseInt(words[2]);
      words[2] = (number == 1 ? id(2) : id(number)).toString();
    }
    redis.command(words);

    assertThat(store.probe(id(10))).isInstanceOf(Outcome.Diverged.class);
    assertThat(store.apply(ticks(11, 11), id(10)))
        .isInstanceOfSatisfying(
            Outcome.Diverged.class,
            diverged -> assertThat(diverged.detail()).contains("another program removed"));
    assertThat(at(store).contents().removed()).isEqualTo(removed);
  }

  @Test
  @DisplayName("come back after a claim that refills the store, and only that stream is removed")
  void refilled() {
    claim(store, LEASE, JournalId.START);
    applied(store, Batch.of(List.of(gap(1))), JournalId.START);
    applied(store, ticks(2, 10), id(1));
    redis.command("XDEL", "btc:ticks", id(5).toString());

    assertThat(store.claimAndRefill(LEASE, Lineage.NONE, at(store)))
        .isEqualTo(new Outcome.Applied(JournalId.START));
    assertThat(Stores.ids(redis, "btc:ticks")).isEmpty();
    assertThat(Stores.ids(redis, "btc:gaps")).containsExactly(id(1));
    applied(store, Batch.of(List.of(gap(1), tick(2))), JournalId.START);
    applied(store, ticks(3, 10), id(2));
    assertThat(Stores.ids(redis, "btc:ticks")).hasSize(9);
    assertThat(Stores.ids(redis, "btc:gaps")).containsExactly(id(1));
    assertThat(at(store).contents().removed()).isZero();
  }

  @Test
  @DisplayName("do not include what the writer trimmed, nor a stream of unknown length")
  void trimmed() {
    try (RedissonStore small =
        Stores.open(
            redis,
            new Publishing(true, 5, 10, Publishing.DEFAULT.news(), List.of(), KeyNames.DEFAULT),
            new Stores.Wall())) {
      claim(small, LEASE, JournalId.START);
      applied(small, ticks(1, 20), JournalId.START);
      applied(small, ticks(21, 30), id(20));
      assertThat(at(small).contents().ticks()).isEqualTo(new StreamLength(5, 5, id(26)));
      redis.command("HDEL", "btc:feed", "ticks_length");
      assertThat(at(small).contents().removed()).isZero();
      applied(small, ticks(31, 31), id(30));
    }
  }
}
