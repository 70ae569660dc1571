package btcfeed.redis;

import static btcfeed.testsupport.StoreFixtures.applied;
import static btcfeed.testsupport.StoreFixtures.claim;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;

import btcfeed.domain.journal.Batch;
import btcfeed.domain.journal.Entry;
import btcfeed.domain.journal.JournalEvent;
import btcfeed.domain.journal.JournalId;
import btcfeed.domain.market.Market;
import btcfeed.domain.market.Origin;
import btcfeed.domain.market.Price;
import btcfeed.domain.market.PriceTick;
import btcfeed.domain.market.Quantity;
import btcfeed.domain.market.Side;
import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Trade;
import btcfeed.domain.market.TradeId;
import btcfeed.domain.market.Venue;
import btcfeed.domain.sequence.Gap;
import btcfeed.domain.store.StoreRefusals;
import btcfeed.domain.store.WriterLease;
import btcfeed.testsupport.RedisProcess;
import btcfeed.testsupport.RespClient;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What readers find in a store")
class PublishedShapesTest {
  private static final WriterLease LEASE = new WriterLease(7, "journal-a", 1_789_295_000_000_000L);
  private static final Market BINANCE = market("binance", "BTC-USDT");
  private static final Market KRAKEN = market("kraken", "BTC-USD");

  /** 2026-09-13T10:25:34.225Z. */
  private static final long NOON_US = 1_789_295_134_225_000L;

  private final RedisProcess redis = RedisProcess.start();
  private final Stores.Wall wall = new Stores.Wall();
  private RedissonStore store = Stores.open(redis, Publishing.DEFAULT, wall);

  @BeforeEach
  void claimed() {
    wall.set(NOON_US + 100_000);
    claim(store, LEASE, JournalId.START);
  }

  @AfterEach
  void close() {
    store.close();
    redis.close();
  }

  @Test
  @DisplayName("A tick is in btc:ticks under the journal's id, each field as the venue wrote it")
  void tickEntry() {
    applied(
        store,
        batch(tick("76745.19000000", "0.00065000", BINANCE, NOON_US, Origin.LIVE)),
        JournalId.START);

    assertThat(Stores.entries(redis, "btc:ticks").get(id(1)))
        .containsExactly(
            entry("venue", "binance"),
            entry("symbol", "BTC-USDT"),
            entry("trade_id", "501"),
            entry("price", "76745.19000000"),
            entry("quantity", "0.00065000"),
            entry("side", "sell"),
            entry("exchange_time_us", "1789295134225000"),
            entry("receive_time_us", "1789295134226500"),
            entry("origin", "live"));
  }

  @Test
  @DisplayName("A gap is in btc:gaps with its range and state")
  void gapEntry() {
    Gap gap = new Gap(5, 9, NOON_US, NOON_US + 1, Gap.State.CLOSED, 5);
    applied(store, batch(new JournalEvent.GapChanged(BINANCE, gap)), JournalId.START);

    assertThat(Stores.entries(redis, "btc:gaps").get(id(1)))
        .containsExactly(
            entry("venue", "binance"),
            entry("symbol", "BTC-USDT"),
            entry("from_id", "5"),
            entry("to_id", "9"),
            entry("since_us", "1789295134225000"),
            entry("until_us", "1789295134225001"),
            entry("state", "closed"),
            entry("trades", "5"));
  }

  @Test
  @DisplayName("The newest trade of each venue is in its hash, with the id of its entry")
  void latest() {
    applied(
        store,
        batch(
            tick("1.00", "1", BINANCE, NOON_US, Origin.LIVE),
            tick("2.00", "1", KRAKEN, NOON_US, Origin.LIVE),
            tick("3.00", "1", BINANCE, NOON_US + 5, Origin.LIVE)),
        JournalId.START);

    assertThat(Stores.hash(redis, "btc:latest:binance:BTC-USDT"))
        .hasSize(10)
        .containsEntry("id", id(3).toString())
        .containsEntry("price", "3.00")
        .containsEntry("exchange_time_us", Long.toString(NOON_US + 5));
    assertThat(Stores.hash(redis, "btc:latest:kraken:BTC-USD")).containsEntry("price", "2.00");
  }

  @Test
  @DisplayName("An older trade never overwrites a newer one: not in the hash, the price, the list")
  void olderNeverOverwrites() {
    applied(store, batch(tick("9.00", "1", BINANCE, NOON_US, Origin.LIVE)), JournalId.START);
    applied(
        store,
        Batch.of(
            List.of(
                new Entry(id(2), tick("4.00", "1", BINANCE, NOON_US - 9, Origin.BACKFILL)),
                new Entry(id(3), tick("5.00", "1", KRAKEN, NOON_US - 9, Origin.BACKFILL)))),
        id(1));

    assertThat(Stores.ids(redis, "btc:ticks")).containsExactly(id(1), id(2), id(3));
    assertThat(Stores.hash(redis, "btc:latest:binance:BTC-USDT")).containsEntry("price", "9.00");
    assertThat(redis.command("GET", "last_btc_price")).isEqualTo("9.00");
    assertThat(redis.texts("LRANGE", "btc_movement_history", "0", "-1")).hasSize(1);
  }

  @Test
  @DisplayName("btc:feed names the writer and its cursors")
  void feedHash() {
    applied(store, batch(tick("9.00", "1", BINANCE, NOON_US, Origin.LIVE)), JournalId.START);
    assertThat(Stores.hash(redis, "btc:feed"))
        .containsEntry("epoch", "7")
        .containsEntry("instance", "journal-a")
        .containsEntry("started", "1789295000000000")
        .containsEntry("last_id", id(1).toString())
        .containsEntry("last_tick_id", id(1).toString())
        .containsEntry("last_gap_id", "0-0")
        .containsEntry("price_id", id(1).toString());
  }

  @Test
  @DisplayName("The original's keys keep their names and shapes")
  void compatibilityKeys() {
    applied(
        store,
        batch(
            tick("76745.18", "1", BINANCE, NOON_US - 1, Origin.LIVE),
            tick("76745.19", "0.00065", BINANCE, NOON_US, Origin.LIVE)),
        JournalId.START);

    assertThat(redis.command("GET", "last_btc_price")).isEqualTo("76745.19");
    assertThat(redis.command("GET", "last_btc_update_time")).isEqualTo("1789295134.226500");
    assertThat(redis.command("GET", "current_exchange")).isEqualTo("binance");
    assertThat(redis.texts("LRANGE", "btc_movement_history", "0", "-1"))
        .containsExactly(
            "{\"price\":76745.19,\"timestamp\":\"2026-09-13T10:25:34.225000+00:00\","
                + "\"volume\":0.00065,\"exchange\":\"binance\"}",
            "{\"price\":76745.18,\"timestamp\":\"2026-09-13T10:25:34.224999+00:00\","
                + "\"volume\":1,\"exchange\":\"binance\"}");
  }

  @Test
  @DisplayName("The time of a trade is a correct calendar time, also on leap days")
  void calendar() {
    Random random = new Random(7);
    List<Instant> times =
        Stream.concat(
                Stream.of(
                        "2024-02-29T23:59:59.999999Z",
                        "2024-03-01T00:00:00Z",
                        "2027-12-31T23:59:59.000001Z",
                        "2100-02-28T12:00:00.5Z",
                        "2100-03-01T00:00:00Z")
                    .map(Instant::parse),
                random
                    .longs(300, 1_230_940_800_000_000L, 4_200_000_000_000_000L)
                    .mapToObj(us -> Instant.EPOCH.plus(us, ChronoUnit.MICROS)))
            .sorted()
            .toList();
    applied(
        store,
        batch(
            times.stream()
                .map(time -> ChronoUnit.MICROS.between(Instant.EPOCH, time))
                .map(us -> tick("1", "1", BINANCE, us, Origin.LIVE))
                .toArray(JournalEvent[]::new)),
        JournalId.START);

    DateTimeFormatter iso =
        DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSxxx").withZone(ZoneOffset.UTC);
    assertThat(redis.texts("LRANGE", "btc_movement_history", "0", "-1").reversed())
        .extracting(json -> json.split("\"")[5])
        .isEqualTo(times.stream().map(iso::format).toList());
  }

  @Test
  @DisplayName("Each fresh trade goes to the channel, in order, and nothing else does")
  void channel() throws IOException {
    try (RespClient reader = redis.connect()) {
      reader.command("SUBSCRIBE", "btc_price");
      long stale = NOON_US - 6_000_000;
      applied(
          store,
          batch(
              tick("1.5", "1", BINANCE, stale, Origin.LIVE),
              tick("2.5", "1", BINANCE, NOON_US, Origin.LIVE),
              tick("3.5", "1", BINANCE, NOON_US, Origin.BACKFILL),
              tick("4.5", "2", BINANCE, NOON_US, Origin.RECOVERED)),
          JournalId.START);
      redis.command("PUBLISH", "btc_price", "end");

      assertThat(messages(reader))
          .containsExactly(
              "{\"price\":2.5,\"timestamp\":\"2026-09-13T10:25:34.225000+00:00\",\"volume\":1}",
              "{\"price\":4.5,\"timestamp\":\"2026-09-13T10:25:34.225000+00:00\",\"volume\":2}");
    }
  }

  @Test
  @DisplayName("Catching up publishes no old price, and a replay publishes none twice")
  void catchingUpIsSilent() throws IOException {
    Batch batch =
        batch(
            tick("1.5", "1", BINANCE, NOON_US, Origin.LIVE),
            tick("2.5", "1", BINANCE, NOON_US + 1, Origin.LIVE));
    try (RespClient reader = redis.connect()) {
      reader.command("SUBSCRIBE", "btc_price");
      applied(store, batch, JournalId.START);
      redis.command("DEL", "btc:ticks");
      claim(store, LEASE, JournalId.START);
      applied(store, batch, JournalId.START);

      redis.flushAll();
      wall.set(NOON_US + 60_000_000);
      claim(store, LEASE, JournalId.START);
      applied(store, batch, JournalId.START);
      redis.command("PUBLISH", "btc_price", "end");

      assertThat(messages(reader)).hasSize(2);
    }
    assertThat(redis.command("GET", "last_btc_price")).isEqualTo("2.5");
    assertThat(redis.texts("LRANGE", "btc_movement_history", "0", "-1")).hasSize(2);
  }

  @Test
  @DisplayName("Only bitcoin in dollars is the bitcoin price: other markets leave it alone")
  void onlyBitcoin() {
    applied(
        store,
        batch(
            tick("65000", "1", BINANCE, NOON_US, Origin.LIVE),
            tick("3000", "1", market("binance", "ETH-USDT"), NOON_US + 1, Origin.LIVE),
            tick("60000", "1", market("kraken", "BTC-EUR"), NOON_US + 1, Origin.LIVE)),
        JournalId.START);
    assertThat(redis.command("GET", "last_btc_price")).isEqualTo("65000");
    assertThat(redis.texts("LRANGE", "btc_movement_history", "0", "-1")).hasSize(1);
    assertThat(Stores.hash(redis, "btc:latest:binance:ETH-USDT")).containsEntry("price", "3000");
  }

  @Test
  @DisplayName("With compatibility off, its keys and channel are not written")
  void compatibilityOff() {
    publishing(
        new Publishing(false, 1000, 1000, Publishing.DEFAULT.news(), List.of(), KeyNames.DEFAULT));
    applied(store, batch(tick("9.00", "1", BINANCE, NOON_US, Origin.LIVE)), JournalId.START);
    assertThat(redis.texts("KEYS", "*"))
        .containsExactlyInAnyOrder("btc:feed", "btc:ticks", "btc:latest:binance:BTC-USDT");
  }

  @Test
  @DisplayName("The streams and the list keep exactly their maximum of newest entries")
  void trimmed() {
    publishing(
        new Publishing(true, 250, 10, Publishing.DEFAULT.news(), List.of(), KeyNames.DEFAULT));
    JournalId after = JournalId.START;
    for (int from = 1; from <= 501; from += 100) {
      Batch batch =
          Batch.of(
              IntStream.range(from, from + 100)
                  .mapToObj(
                      n -> new Entry(id(n), tick(n + ".5", "1", BINANCE, NOON_US + n, Origin.LIVE)))
                  .toList());
      applied(store, batch, after);
      after = batch.last();
    }
    assertThat(Stores.ids(redis, "btc:ticks"))
        .isEqualTo(IntStream.rangeClosed(351, 600).mapToObj(n -> id(n)).toList());
    assertThat(redis.texts("LRANGE", "btc_movement_history", "0", "-1"))
        .hasSize(10)
        .first()
        .asString()
        .startsWith("{\"price\":600.5,");
  }

  @Test
  @DisplayName("A key of the wrong type costs its value, is counted, and costs no tick")
  void wrongTypes() {
    redis.command("LPUSH", "last_btc_price", "a list, which SET replaces");
    redis.command("SET", "btc_movement_history", "a text");
    redis.command("SET", "btc:latest:binance:BTC-USDT", "a text");

    applied(store, batch(tick("9.00", "1", BINANCE, NOON_US, Origin.LIVE)), JournalId.START);

    assertThat(Stores.ids(redis, "btc:ticks")).containsExactly(id(1));
    assertThat(redis.command("GET", "last_btc_price")).isEqualTo("9.00");
    // Reading the hash, writing it, pushing to the list.
    assertThat(store.refusals().total()).isEqualTo(3);
    assertThat(store.refusals().standing())
        .extracting(StoreRefusals.RefusedKey::key, StoreRefusals.RefusedKey::code)
        .containsExactly(
            tuple("btc_movement_history", "WRONGTYPE"),
            tuple("btc:latest:binance:BTC-USDT", "WRONGTYPE"));
    applied(store, batch(id(1), tick("9.50", "1", BINANCE, NOON_US, Origin.LIVE)), id(1));
  }

  private void publishing(Publishing publishing) {
    store.close();
    store = Stores.open(redis, publishing, wall);
    claim(store, LEASE, JournalId.START);
  }

  private static List<String> messages(RespClient reader) throws IOException {
    List<String> messages = new ArrayList<>();
    for (; ; ) {
      String message = String.valueOf(((List<?>) reader.read()).getLast());
      if (message.equals("end")) {
        return messages;
      }
      messages.add(message);
    }
  }

  private static Batch batch(JournalEvent... events) {
    return batch(JournalId.START, events);
  }

  private static Batch batch(JournalId after, JournalEvent... events) {
    int first = after.equals(JournalId.START) ? 1 : (int) (after.ms() - id(0).ms()) + 1;
    return Batch.of(
        IntStream.range(0, events.length)
            .mapToObj(i -> new Entry(id(first + i), events[i]))
            .toList());
  }

  private static JournalId id(int number) {
    return new JournalId(1_789_295_134_000L + number, 0);
  }

  private static Market market(String venue, String symbol) {
    return new Market(new Venue(venue), Symbol.parse(symbol));
  }

  private static JournalEvent tick(
      String price, String quantity, Market market, long timeUs, Origin origin) {
    return new JournalEvent.Ticked(
        new PriceTick(
            new Trade(
                market,
                TradeId.of(501),
                Price.parse(price),
                Quantity.parse(quantity),
                Side.SELL,
                timeUs),
            timeUs + 1_500,
            origin));
  }
}
