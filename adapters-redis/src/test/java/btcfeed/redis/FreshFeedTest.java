package btcfeed.redis;

import static btcfeed.testsupport.StoreFixtures.LEASE;
import static btcfeed.testsupport.StoreFixtures.applied;
import static btcfeed.testsupport.StoreFixtures.claim;
import static btcfeed.testsupport.StoreFixtures.id;
import static btcfeed.testsupport.StoreFixtures.ticks;
import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.domain.journal.JournalId;
import btcfeed.domain.port.PricePort.Outcome;
import btcfeed.domain.store.StoreName;
import btcfeed.testsupport.RedisProcess;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("btc:feed")
class FreshFeedTest {
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
      store.announceActiveStore(StoreName.FAILOVER);
      assertThat(store.probe(id(1))).isEqualTo(new Outcome.Applied(id(1)));
      assertThat(Stores.hash(redis, "btc:feed"))
          .containsEntry("seen_us", "3000000")
          .containsEntry("active", "failover");
    }
  }
}
