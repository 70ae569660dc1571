package btcfeed.redis;

import static btcfeed.testsupport.StoreFixtures.LEASE;
import static btcfeed.testsupport.StoreFixtures.applied;
import static btcfeed.testsupport.StoreFixtures.claim;
import static btcfeed.testsupport.StoreFixtures.ticks;
import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.domain.journal.JournalId;
import btcfeed.testsupport.RedisProcess;
import btcfeed.testsupport.RespClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A large batch on the price channel")
class ChannelTest {
  private static final int MANY = 100;

  private final RedisProcess redis = RedisProcess.start();
  private final RedissonStore store = Stores.open(redis);

  @BeforeEach
  void takeLease() {
    claim(store, LEASE, JournalId.START);
    redis.command("CONFIG", "RESETSTAT");
  }

  @AfterEach
  void close() {
    store.close();
    redis.close();
  }

  @ParameterizedTest
  @CsvSource({"SUBSCRIBE, btc_price", "PSUBSCRIBE, btc_*"})
  @DisplayName("reaches every subscriber, trade by trade")
  void subscribed(String command, String channel) {
    try (RespClient reader = redis.connect()) {
      reader.command(command, channel);
      applied(store, ticks(1, MANY), JournalId.START);
      assertThat(published()).contains("cmdstat_publish:calls=" + MANY + ",");
    }
  }

  @Test
  @DisplayName("is not published without a subscriber")
  void withoutSubscriber() {
    applied(store, ticks(1, MANY), JournalId.START);
    assertThat(published()).doesNotContain("cmdstat_publish");
    assertThat(Stores.ids(redis, "btc:ticks")).hasSize(MANY);
  }

  private String published() {
    return String.valueOf(redis.command("INFO", "commandstats"));
  }
}
