package btcfeed.redis;

import static btcfeed.testsupport.StoreFixtures.LEASE;
import static btcfeed.testsupport.StoreFixtures.applied;
import static btcfeed.testsupport.StoreFixtures.claim;
import static btcfeed.testsupport.StoreFixtures.gap;
import static btcfeed.testsupport.StoreFixtures.id;
import static btcfeed.testsupport.StoreFixtures.tick;
import static btcfeed.testsupport.StoreFixtures.ticks;
import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.domain.journal.Batch;
import btcfeed.domain.journal.JournalId;
import btcfeed.domain.port.PricePort.Failure;
import btcfeed.domain.port.PricePort.Outcome;
import btcfeed.testsupport.RedisProcess;
import btcfeed.testsupport.StoreFixtures;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Streams after a cut")
class CutStreamsTest {
  private static final Batch COMMON = Batch.of(List.of(tick(1), gap(2), tick(3), tick(4)));
  private static final Batch CUT = Batch.of(List.of(tick(5), gap(6), tick(9)));
  private static final Batch NEW = Batch.of(List.of(gap(5), tick(6), tick(7)));

  private final RedisProcess redis = RedisProcess.start();
  private final RedissonStore store = Stores.open(redis);

  @AfterEach
  void close() {
    store.close();
    redis.close();
  }

  @Test
  @DisplayName("are equal in all respects to those of a store that never had the entries")
  void asIfNeverWritten() {
    claim(store, LEASE, JournalId.START);
    applied(store, COMMON, JournalId.START);
    redis.command("XDEL", "btc:ticks", id(1).toString());
    claim(store, LEASE, id(4));
    List<Object> before = streams();
    applied(store, CUT, id(4));

    assertThat(store.cutAfter(LEASE, id(4))).isEqualTo(new Outcome.Applied(id(4)));

    assertThat(streams()).isEqualTo(before);
    applied(store, NEW, id(4));
    Map<JournalId, Map<String, String>> ticks = Stores.entries(redis, "btc:ticks");
    assertThat(ticks.keySet()).containsExactly(id(3), id(4), id(6), id(7));
    assertThat(Stores.entries(redis, "btc:gaps").keySet()).containsExactly(id(2), id(5));
  }

  private List<Object> streams() {
    List<Object> streams = new ArrayList<>();
    for (String stream : List.of("btc:ticks", "btc:gaps")) {
      List<Object> info = new ArrayList<>((List<?>) redis.command("XINFO", "STREAM", stream));
      // A store that never removed an entry has 0-0 here, which no command can set.
      info.replaceAll(value -> value.equals("0-1") ? "0-0" : value);
      int nodes = info.indexOf("radix-tree-nodes");
      info.remove(nodes + 1);
      streams.add(info);
      streams.add(Stores.entries(redis, stream));
    }
    Map<String, String> feed = Stores.hash(redis, "btc:feed");
    feed.keySet()
        .retainAll(
            List.of("last_id", "last_tick_id", "last_gap_id", "ticks_length", "gaps_length"));
    streams.add(feed);
    return streams;
  }

  @Test
  @DisplayName("stay cut after a restart of the server")
  void restarted() {
    redis.command("CONFIG", "SET", "appendonly", "yes");
    claim(store, LEASE, JournalId.START);
    applied(store, COMMON, JournalId.START);
    applied(store, CUT, id(4));
    assertThat(store.cutAfter(LEASE, JournalId.START))
        .isEqualTo(new Outcome.Applied(JournalId.START));
    redis.command("SAVE");
    redis.kill();
    redis.restart();
    assertThat(Stores.recover(store, LEASE)).isEqualTo(JournalId.START);
    applied(store, Batch.of(List.of(tick(1), gap(2))), JournalId.START);
    assertThat(Stores.ids(redis, "btc:ticks")).containsExactly(id(1));
  }

  @Test
  @DisplayName("still show that another program removed older entries")
  void shortened() {
    claim(store, LEASE, JournalId.START);
    applied(store, COMMON, JournalId.START);
    applied(store, CUT, id(4));
    redis.command("XDEL", "btc:ticks", id(3).toString());
    assertThat(store.cutAfter(LEASE, id(4))).isEqualTo(new Outcome.Applied(id(4)));
    assertThat(StoreFixtures.at(store).contents().removed()).isEqualTo(1);
  }

  @Test
  @DisplayName("are whole if the user lacks the right to set the last id")
  void missingRight() {
    claim(store, LEASE, JournalId.START);
    applied(store, ticks(1, 9), JournalId.START);
    redis.command("ACL", "SETUSER", "default", "-xsetid");
    assertThat(store.cutAfter(LEASE, id(4)))
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> assertThat(failed.failure()).isInstanceOf(Failure.Refused.class));
    assertThat(Stores.ids(redis, "btc:ticks")).hasSize(9);
    redis.command("ACL", "SETUSER", "default", "+xsetid");
    assertThat(store.cutAfter(LEASE, id(4))).isEqualTo(new Outcome.Applied(id(4)));
  }
}
