package btcfeed.redis;

import static btcfeed.testsupport.PricePortContract.applied;
import static btcfeed.testsupport.PricePortContract.claim;
import static btcfeed.testsupport.PricePortContract.id;
import static btcfeed.testsupport.PricePortContract.ticks;
import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.domain.journal.JournalId;
import btcfeed.domain.port.PricePort.Outcome;
import btcfeed.domain.store.StoreName;
import btcfeed.domain.store.WriterLease;
import btcfeed.testsupport.RedisProcess;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("btc:feed")
class FreshFeedTest {
  private static final WriterLease LEASE = new WriterLease(3, "journal-a", 1_700_000_000_000_000L);

  @Test
  @DisplayName("has the time of the last write, also of an idle feed, and the active store")
  void fresh() {
    Stores.Wall wall = new Stores.Wall();
    try (RedisProcess redis = RedisProcess.start();
        RedissonStore store = Stores.open(redis, Publishing.DEFAULT, wall)) {
      wall.set(1_000_000);
      claim(store, LEASE, JournalId.START);
      wall.pass(Duration.ofSeconds(1));
      applied(store, ticks(1, 1), JournalId.START);
      assertThat(Stores.hash(redis, "btc:feed")).containsEntry("seen_us", "2000000");

      wall.pass(Duration.ofSeconds(1));
      store.readersUse(StoreName.FAILOVER);
      assertThat(store.probe(id(1))).isEqualTo(new Outcome.Applied(id(1)));
      assertThat(Stores.hash(redis, "btc:feed"))
          .containsEntry("seen_us", "3000000")
          .containsEntry("active", "failover");
    }
  }
}
