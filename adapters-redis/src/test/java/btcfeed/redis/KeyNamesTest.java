package btcfeed.redis;

import static btcfeed.testsupport.StoreFixtures.LEASE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import btcfeed.testsupport.RedisProcess;
import btcfeed.testsupport.RespClient;
import btcfeed.testsupport.StoreFixtures;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The names of keys")
class KeyNamesTest {
  private static final List<String> DEFAULT_NAMES =
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
  void close() {
    redis.close();
  }

  @Test
  @DisplayName("By default, keys have their documented names")
  void defaults() {
    write(KeyNames.DEFAULT, 5);
    assertThat(redis.texts("KEYS", "*")).containsExactlyInAnyOrderElementsOf(DEFAULT_NAMES);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{btc}:", "btc-drill-7f3a:"})
  @DisplayName("With a prefix, all keys and the channel are under it")
  void prefixed(String prefix) throws Exception {
    KeyNames names = KeyNames.under(prefix);
    try (RespClient reader = redis.connect()) {
      reader.command("PSUBSCRIBE", "*btc_price");
      write(names, 5);
      List<?> message = (List<?>) reader.read();
      assertThat(message.get(2)).isEqualTo(prefix + "btc_price");
    }

    assertThat(redis.texts("KEYS", "*"))
        .containsExactlyInAnyOrderElementsOf(DEFAULT_NAMES.stream().map(names::of).toList())
        .allMatch(key -> key.startsWith(prefix));
    try (StoreReader reader = StoreReader.local(redis.port(), names)) {
      assertThat(reader.ticks()).hasSize(5);
    }
  }

  @Test
  @DisplayName("Two writers under two prefixes do not see each other")
  void apart() {
    write(KeyNames.DEFAULT, 5);
    write(KeyNames.under("other:"), 3);
    assertThat(Stores.ids(redis, "btc:ticks")).hasSize(5);
    assertThat(Stores.ids(redis, "other:ticks")).hasSize(3);
  }

  @Test
  @DisplayName("A restriction to some keys uses their default names")
  void restricted() {
    Publishing only =
        new Publishing(
            true,
            1000,
            1000,
            Publishing.DEFAULT.news(),
            List.of("last_btc_price", "btc:latest:*"),
            KeyNames.ONE_SLOT);
    write(only, 5);
    assertThat(redis.texts("KEYS", "*"))
        .containsExactlyInAnyOrder(
            "{btc}:feed", "{btc}:last_btc_price", "{btc}:latest:binance:BTC-USDT");
  }

  @Test
  @DisplayName("Trying the writes leaves no key behind under a prefix")
  void tried() {
    try (RedissonStore store =
        Stores.open(redis, Publishing.DEFAULT.named(KeyNames.ONE_SLOT), new Stores.Wall())) {
      assertThat(store.tryWrites("")).isEqualTo(new WriteTrial.Tried(List.of()));
    }
    assertThat(redis.texts("KEYS", "*")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"btc:, false", "btc-x:, false", "{}:, false", "{btc}:, true", "a{b}c:, true"})
  @DisplayName("A hash tag puts all keys into one slot")
  void oneSlot(String prefix, boolean one) {
    assertThat(KeyNames.under(prefix).oneSlot()).isEqualTo(one);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b:", "btc*", "x?"})
  @DisplayName("A prefix has no blanks and no pattern characters")
  void refused(String prefix) {
    assertThatThrownBy(() -> KeyNames.under(prefix)).isInstanceOf(IllegalArgumentException.class);
  }

  private void write(KeyNames names, int ticks) {
    write(Publishing.DEFAULT.named(names), ticks);
  }

  private void write(Publishing publishing, int ticks) {
    Stores.Wall wall = new Stores.Wall();
    wall.set(StoreFixtures.ticks(1, 1).entries().getFirst().id().ms() * 1_000);
    try (RedissonStore store = Stores.open(redis, publishing, wall)) {
      Stores.send(store, LEASE, ticks);
    }
  }
}
