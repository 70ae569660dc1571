package btcfeed.redis;

import static btcfeed.testsupport.StoreFixtures.LEASE;
import static btcfeed.testsupport.StoreFixtures.MARKET;
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
import btcfeed.domain.port.JournalPort.LostRange;
import btcfeed.domain.port.ReadPort.Page;
import btcfeed.domain.port.ReadPort.ReadResult;
import btcfeed.domain.sequence.Gap;
import btcfeed.testsupport.RedisProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Entries of a real Redis are read back")
class ReadBackTest {
  private static final String TICKS = "btc:ticks";
  private static final String GAPS = "btc:gaps";

  private final RedisProcess redis = RedisProcess.start();
  private final RedissonStore store = Stores.open(redis);

  @BeforeEach
  void claimed() {
    claim(store, LEASE, JournalId.START);
  }

  @AfterEach
  void close() {
    store.close();
    redis.close();
  }

  @Test
  @DisplayName("as exactly the original records, for every kind of trade and gap")
  void asTheyWere() {
    List<Entry> ticks =
        List.of(
            tick(1),
            ticked(2, TradeId.of("a-named.trade_7"), new Price(7, 0), Side.SELL, Origin.BACKFILL),
            ticked(3, TradeId.of(Long.MAX_VALUE / 2), new Price(1, 18), Side.BUY, Origin.RECOVERED),
            ticked(4, TradeId.of(0), new Price(123_456_789_012L, 8), Side.UNKNOWN, Origin.LIVE));
    List<Entry> gaps =
        List.of(
            changed(5, new Gap(5, 9, 1_000_000, 2_000_000, Gap.State.OPEN, 0)),
            changed(6, new Gap(5, 9, 1_000_000, 2_000_000, Gap.State.CLOSED, 5)),
            changed(7, Gap.ofTime(1_000_000, 2_000_000, Gap.State.OPEN, 0)));
    List<Entry> all = new ArrayList<>(ticks);
    all.addAll(gaps);
    applied(store, Batch.of(all), JournalId.START);

    assertThat(between(TICKS, JournalId.START, LostRange.END, 500))
        .isEqualTo(new Page(ticks, id(4), true));
    assertThat(between(GAPS, JournalId.START, LostRange.END, 500))
        .isEqualTo(new Page(gaps, id(7), true));
  }

  @Test
  @DisplayName("page by page, without the ends of the range")
  void pages() {
    applied(store, ticks(1, 10), JournalId.START);

    assertThat(between(TICKS, id(2), id(9), 4)).isEqualTo(new Page(list(3, 6), id(6), false));
    assertThat(between(TICKS, id(6), id(9), 4)).isEqualTo(new Page(list(7, 8), id(8), true));
    assertThat(between(TICKS, id(8), id(9), 4)).isEqualTo(new Page(List.of(), id(8), true));
    assertThat(between(TICKS, id(10), LostRange.END, 4))
        .isEqualTo(new Page(List.of(), id(10), true));
    assertThat(between(GAPS, JournalId.START, LostRange.END, 4))
        .isEqualTo(new Page(List.of(), JournalId.START, true));
  }

  @Test
  @DisplayName("without entries of other programs, which do not end the reading")
  void foreignEntries() {
    applied(store, ticks(1, 3), JournalId.START);
    redis.command("XADD", TICKS, id(4).toString(), "hello", "world");
    redis.command("XADD", TICKS, id(5).toString(), "venue", "binance", "price", "\u20bf");
    redis.command("XADD", TICKS, id(6).toString(), "venue", "x".repeat(10_000));
    List<String> good = new ArrayList<>(List.of("XADD", TICKS, id(7).toString()));
    Stores.entries(redis, TICKS)
        .getOrDefault(id(3), Map.of())
        .forEach((name, value) -> good.addAll(List.of(name, value)));
    redis.command(good.toArray(String[]::new));

    Page page = between(TICKS, id(1), LostRange.END, 500);

    assertThat(page.entries()).extracting(Entry::id).containsExactly(id(2), id(3), id(7));
    assertThat(page.reached()).isEqualTo(id(7));
    assertThat(page.whole()).isTrue();
    assertThat(between(TICKS, id(3), LostRange.END, 2))
        .as("a page of such entries only")
        .isEqualTo(new Page(List.of(), id(5), false));
  }

  @Test
  @DisplayName("up to an id that no journal can have")
  void idBeyondAll() {
    applied(store, ticks(1, 3), JournalId.START);
    redis.command("XADD", TICKS, id(3).ms() + "-18446744073709551615", "hello", "world");
    assertThat(between(TICKS, JournalId.START, LostRange.END, 4))
        .isEqualTo(new Page(list(1, 3), id(3), true));
  }

  @Test
  @DisplayName("in large pages that are as small ones")
  void largePages() {
    applied(store, ticks(1, 3_000), JournalId.START);
    applied(store, ticks(3_001, 6_000), id(3_000));
    for (int limit : List.of(199, 200, 201, 400, 499, 500, 501, 5_000)) {
      assertThat(between(TICKS, id(7), LostRange.END, limit))
          .isEqualTo(new Page(list(8, 7 + limit), id(7 + limit), false));
    }
    assertThat(between(TICKS, id(7), id(5_008), 5_000).entries()).isEqualTo(list(8, 5_007));
    assertThat(between(TICKS, JournalId.START, LostRange.END, 6_001))
        .isEqualTo(new Page(list(1, 6_000), id(6_000), true));
  }

  @Test
  @DisplayName("or the read fails: the key is of another kind, or the store is away")
  void failures() {
    redis.command("SET", TICKS, "text");
    assertThat(store.reads().between(TICKS, JournalId.START, LostRange.END, 9))
        .isInstanceOf(ReadResult.Failed.class);
    redis.command("DEL", TICKS);
    assertThat(between(TICKS, JournalId.START, LostRange.END, 9).entries()).isEmpty();
    redis.kill();
    assertThat(store.reads().between(TICKS, JournalId.START, LostRange.END, 9))
        .isInstanceOf(ReadResult.Failed.class);
  }

  private Page between(String stream, JournalId after, JournalId before, int limit) {
    return switch (store.reads().between(stream, after, before, limit)) {
      case ReadResult.Found<Page>(Page page) -> page;
      case ReadResult.Failed<Page>(var failure) -> throw new AssertionError(failure.detail());
    };
  }

  private static List<Entry> list(int from, int to) {
    return ticks(from, to).entries();
  }

  private static Entry changed(int number, Gap gap) {
    return new Entry(id(number), new JournalEvent.GapChanged(MARKET, gap));
  }

  private static Entry ticked(int number, TradeId trade, Price price, Side side, Origin origin) {
    Market market = new Market(new Venue("kraken"), new Symbol("BTC", "USD"));
    return new Entry(
        id(number),
        new JournalEvent.Ticked(
            new PriceTick(
                new Trade(
                    market, trade, price, new Quantity(65_000, 8), side, 1_789_295_134_225_001L),
                1_789_295_134_999_999L,
                origin)));
  }
}
