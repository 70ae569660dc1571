package btcfeed.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import btcfeed.domain.store.WriterLease;
import btcfeed.testsupport.PricePortContract;
import btcfeed.testsupport.RedisProcess;
import btcfeed.testsupport.RespClient;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("What keys are called")
class KeyNamesTest {
  private static final WriterLease SEAT = new WriterLease(3, "journal-a", 1_700_000_000_000_000L);
  private static final List<String> KNOWN =
      List.of(
          "btc:ticks",
          "btc:feed",
          "btc:latest:binance:BTC-USDT",
          "last_btc_price",
          "last_btc_update_time",
          "btc_movement_history",
          "current_exchange");

  private final RedisProcess redis = RedisProcess.start();

  @AfterEach
  void takeDown() {
    redis.close();
  }

  @Test
  @DisplayName("Unless told otherwise, keys are called as everybody knows them")
  void known() {
    keep(KeyNames.DEFAULT, 5);
    assertThat(redis.texts("KEYS", "*")).containsExactlyInAnyOrderElementsOf(KNOWN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{btc}:", "btc-drill-7f3a:"})
  @DisplayName("Under a prefix nothing is written beside it, and the channel is under it too")
  void prefixed(String prefix) throws Exception {
    KeyNames names = KeyNames.under(prefix);
    try (RespClient reader = redis.connect()) {
      reader.command("PSUBSCRIBE", "*btc_price");
      keep(names, 5);
      List<?> message = (List<?>) reader.read();
      assertThat(message.get(2)).isEqualTo(prefix + "btc_price");
    }

    assertThat(redis.texts("KEYS", "*"))
        .containsExactlyInAnyOrderElementsOf(KNOWN.stream().map(names::of).toList())
        .allMatch(key -> key.startsWith(prefix));
    try (StoreReader reader = StoreReader.local(redis.port(), names)) {
      assertThat(reader.ticks()).hasSize(5);
    }
  }

  @Test
  @DisplayName("Two writers under two prefixes do not see each other")
  void apart() {
    keep(KeyNames.DEFAULT, 5);
    keep(KeyNames.under("other:"), 3);
    assertThat(Stores.ids(redis, "btc:ticks")).hasSize(5);
    assertThat(Stores.ids(redis, "other:ticks")).hasSize(3);
  }

  @Test
  @DisplayName("The keys a store is to be restricted to go by their known names")
  void restricted() {
    Publishing only =
        new Publishing(
            true,
            1000,
            1000,
            Publishing.DEFAULT.news(),
            List.of("last_btc_price", "btc:latest:*"),
            KeyNames.ONE_SLOT);
    keep(only, 5);
    assertThat(redis.texts("KEYS", "*"))
        .containsExactlyInAnyOrder(
            "{btc}:feed", "{btc}:last_btc_price", "{btc}:latest:binance:BTC-USDT");
  }

  @Test
  @DisplayName("Trying out whether a store takes writes touches one key under the prefix")
  void tried() {
    try (RedissonStore store =
        Stores.open(redis, Publishing.DEFAULT.named(KeyNames.ONE_SLOT), new Stores.Wall())) {
      assertThat(store.tryWrites("")).isEqualTo(new WriteTrial.Tried(List.of()));
    }
    assertThat(redis.texts("KEYS", "*")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"btc:, false", "btc-x:, false", "{}:, false", "{btc}:, true", "a{b}c:, true"})
  @DisplayName("A hash tag puts all of them into one slot")
  void oneSlot(String prefix, boolean one) {
    assertThat(KeyNames.under(prefix).oneSlot()).isEqualTo(one);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b:", "btc*", "x?"})
  @DisplayName("A prefix has no blanks and is no pattern")
  void refused(String prefix) {
    assertThatThrownBy(() -> KeyNames.under(prefix)).isInstanceOf(IllegalArgumentException.class);
  }

  private void keep(KeyNames names, int ticks) {
    keep(Publishing.DEFAULT.named(names), ticks);
  }

  private void keep(Publishing publishing, int ticks) {
    Stores.Wall wall = new Stores.Wall();
    wall.set(PricePortContract.ticks(1, 1).entries().getFirst().id().ms() * 1_000);
    try (RedissonStore store = Stores.open(redis, publishing, wall)) {
      Stores.send(store, SEAT, ticks);
    }
  }
}
