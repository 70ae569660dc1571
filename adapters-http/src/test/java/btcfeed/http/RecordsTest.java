package btcfeed.http;

import static org.assertj.core.api.Assertions.assertThat;

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
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Ticks and gaps over HTTP")
class RecordsTest {
  private static final Market BINANCE = market("binance", "BTC-USDT");
  private static final Market KRAKEN = market("kraken", "BTC-USD");

  private final TestServer server = new TestServer();
  private int records;

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  @DisplayName("a tick has the id it has in every store and the digits the venue sent")
  void tick() {
    append(tick(BINANCE, 7, "64000.10"));

    String body = server.get("/api/v1/ticks").body();
    JsonNode tick = TestServer.parse(body).at("/ticks/0");

    assertThat(body).contains("\"price\":64000.10,");
    assertThat(tick.get("id").asText()).isEqualTo("1000-1");
    assertThat(tick.get("trade_id").asText()).isEqualTo("7");
    assertThat(tick.get("venue").asText()).isEqualTo("binance");
    assertThat(tick.get("origin").asText()).isEqualTo("live");
  }

  @Test
  @DisplayName("pages follow each other and return everything once, in order")
  void pages() {
    for (int i = 1; i <= 25; i++) {
      append(tick(BINANCE, i, "64000"));
    }
    List<Integer> seen = new ArrayList<>();
    String after = "0-0";
    boolean more = true;
    while (more) {
      JsonNode page = server.json("/api/v1/ticks?limit=10&after=" + after, 200);
      page.get("ticks").forEach(tick -> seen.add(tick.get("trade_id").asInt()));
      after = page.get("next").asText();
      more = page.get("more").asBoolean();
    }

    assertThat(seen).hasSize(25).isSorted().doesNotHaveDuplicates();
    assertThat(server.json("/api/v1/ticks?limit=3", 200).at("/ticks/0/trade_id").asInt())
        .isEqualTo(23);
  }

  @Test
  @DisplayName("are those of the requested venue and symbol")
  void filters() {
    append(tick(BINANCE, 1, "1"));
    append(tick(KRAKEN, 2, "2"));

    assertThat(server.json("/api/v1/ticks?venue=kraken", 200).get("ticks")).hasSize(1);
    assertThat(server.json("/api/v1/ticks?symbol=btc-usdt", 200).get("ticks")).hasSize(1);
    assertThat(server.json("/api/v1/ticks?venue=kraken&symbol=BTC-USDT", 200).get("ticks"))
        .isEmpty();
  }

  @Test
  @DisplayName("a gap has its ids, or null where only its time range is known")
  void gaps() {
    append(new JournalEvent.GapChanged(BINANCE, new Gap(5, 9, 1, 2, Gap.State.OPEN, 0)));
    append(new JournalEvent.GapChanged(KRAKEN, Gap.ofTime(10, 20, Gap.State.CLOSED, 3)));

    JsonNode gaps = server.json("/api/v1/gaps", 200).get("gaps");

    assertThat(gaps.at("/0/from_id").asLong()).isEqualTo(5);
    assertThat(gaps.at("/0/state").asText()).isEqualTo("open");
    assertThat(gaps.at("/1/from_id").isNull()).isTrue();
    assertThat(gaps.at("/1/until_us").asLong()).isEqualTo(20);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "limit=0",
        "limit=1001",
        "limit=-1",
        "limit=many",
        "after=yesterday",
        "after=1-2-3",
        "symbol=BTCUSDT",
        "limit=1&limit=2",
        "colour=blue"
      })
  @DisplayName("an invalid request is a problem that describes valid values")
  void invalidRequests(String query) {
    JsonNode problem = server.json("/api/v1/ticks?" + query, 400);

    Shapes.assertShape(problem, Shapes.PROBLEM);
    assertThat(problem.get("detail").asText()).doesNotContain("yesterday", "colour", "many");
  }

  private void append(JournalEvent event) {
    server.journal.append(List.of(new Entry(new JournalId(1000, ++records), event)));
  }

  private static JournalEvent tick(Market market, long id, String price) {
    return new JournalEvent.Ticked(
        new PriceTick(
            new Trade(
                market,
                TradeId.of(id),
                Price.parse(price),
                Quantity.parse("0.5"),
                Side.BUY,
                1_770_000_000_000_000L),
            1_770_000_000_100_000L,
            Origin.LIVE));
  }

  private static Market market(String venue, String symbol) {
    return new Market(new Venue(venue), Symbol.parse(symbol));
  }
}
