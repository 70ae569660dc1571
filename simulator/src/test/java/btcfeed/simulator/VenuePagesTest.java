package btcfeed.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import btcfeed.domain.market.Side;
import btcfeed.domain.market.Trade;
import btcfeed.domain.time.Clock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("The history pages of simulated venues, read by the JDK's own HTTP client")
class VenuePagesTest {
  private static final long WALL_US = 1_770_000_000_123_456L;
  private static final Duration TIMEOUT = Duration.ofMinutes(1);

  private final HttpClient http = HttpClient.newHttpClient();
  private Optional<VenueSimulator> started = Optional.empty();

  static List<String> venues() {
    return VenueSimulator.venues();
  }

  @AfterEach
  void stop() {
    started.ifPresent(VenueSimulator::close);
    http.shutdownNow();
  }

  @ParameterizedTest(name = "{0}")
  @DisplayName("have each venue's own fields")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "binance|/api/v3/historicalTrades?symbol=BTCUSDT&fromId=1|"
            + "[{'id':1,'price':'64000.10','qty':'0.5','quoteQty':'32000.05000000',"
            + "'time':1770000000123,'isBuyerMaker':true,'isBestMatch':true}]",
        "coinbase|/products/BTC-USD/trades|"
            + "[{'trade_id':1,'side':'buy','size':'0.5','price':'64000.10',"
            + "'time':'2026-02-02T02:40:00.123456Z'}]",
        "coinbase-advanced|/api/v3/brokerage/market/products/BTC-USD/ticker?limit=1|"
            + "{'trades':[{'trade_id':'1','product_id':'BTC-USD','price':'64000.10','size':'0.5',"
            + "'time':'2026-02-02T02:40:00.123456Z','side':'BUY','exchange':'coinbase'}],"
            + "'best_bid':'','best_ask':''}",
        "kraken|/0/public/Trades?pair=XBTUSD&since=0|"
            + "{'error':[],'result':{'XXBTZUSD':[['64000.10','0.5',1770000000.1234560,'s','l','',1]],"
            + "'last':'1770000000123456000'}}",
        "okx|/api/v5/market/history-trades?instId=BTC-USDT&type=1|"
            + "{'code':'0','msg':'','data':[{'instId':'BTC-USDT','side':'sell','sz':'0.5',"
            + "'px':'64000.10','source':'0','tradeId':'1','ts':'1770000000123'}]}",
        "gateio|/api/v4/spot/trades?currency_pair=BTC_USDT|"
            + "[{'id':'1','create_time':'1770000000','create_time_ms':'1770000000123.456000',"
            + "'currency_pair':'BTC_USDT','side':'sell','amount':'0.5','price':'64000.10',"
            + "'sequence_id':'1'}]",
        "bitvavo|/v2/BTC-EUR/trades?limit=5|"
            + "[{'id':'9e3779b9-7f4a-7c15-d65f-6c89d99ddc2a','timestamp':1770000000123,"
            + "'amount':'0.5','price':'64000.10','side':'sell'}]",
        "bitfinex|/v2/trades/tBTCUSD/hist?sort=1|[[1966969153,1770000000123,-0.5,64000.1]]",
        "htx|/market/history/trade?symbol=btcusdt&size=5|"
            + "{'ch':'market.btcusdt.trade.detail','status':'ok','ts':1770000000123,'data':[{"
            + "'id':193150000001,'ts':1770000000123,'data':[{'id':19315000000151771516719924191,"
            + "'ts':1770000000123,'trade-id':1,'amount':0.5,'price':64000.1,"
            + "'direction':'sell'}]}]}",
      })
  void members(String name, String path, String expected) {
    VenueSimulator venue = start(name);
    venue.trade(venue.options().symbols().getFirst(), "64000.10", "0.5", Side.SELL);
    assertThat(get(venue, path).body()).isEqualTo(expected.replace('\'', '"'));
  }

  @Test
  @DisplayName("continue by id at Binance, oldest first")
  void binance() {
    VenueSimulator venue = start("binance");
    venue.burst(2500);
    String path = "/api/v3/historicalTrades?symbol=BTCUSDT&limit=1000&fromId=";

    assertThat(ids(get(venue, path + 501), "\"id\":(\\d+)")).hasSize(1000).startsWith("501");
    assertThat(ids(get(venue, path + 1501), "\"id\":(\\d+)")).hasSize(1000).endsWith("2500");
    assertThat(get(venue, path + 2501).body()).isEqualTo("[]");
    assertThat(venue.pageRequests()).containsExactly(path + 501, path + 1501, path + 2501);
    assertThat(venue.handshakes()).isZero();
  }

  @Test
  @DisplayName("go back by id at Coinbase and OKX, newest first")
  void backwards() {
    VenueSimulator coinbase = start("coinbase");
    coinbase.burst(30);
    HttpResponse<String> page = get(coinbase, "/products/BTC-USD/trades?limit=10&after=21");
    assertThat(ids(page, "\"trade_id\":(\\d+)")).hasSize(10).startsWith("20").endsWith("11");
    assertThat(page.headers().firstValue("CB-AFTER")).contains("11");
    coinbase.close();

    VenueSimulator okx = start("okx");
    okx.burst(300);
    String path = "/api/v5/market/history-trades?instId=BTC-USDT&type=1&limit=500&after=250";
    assertThat(ids(get(okx, path), "\"tradeId\":\"(\\d+)"))
        .hasSize(100)
        .startsWith("249")
        .endsWith("150");
  }

  @Test
  @DisplayName("continue by a nanosecond cursor at Kraken, with no trade lost between pages")
  void kraken() {
    VenueSimulator venue = start("kraken");
    venue.burst(2500);
    long since = WALL_US * 1000 - 1;
    int trades = 0;
    for (int page = 0; page < 3; page++) {
      HttpResponse<String> got = get(venue, "/0/public/Trades?pair=XBTUSD&since=" + since);
      trades += ids(got, "\"\",(\\d+)\\]").size();
      since = Long.parseLong(ids(got, "\"last\":\"(\\d+)").getFirst());
    }
    assertThat(trades).isEqualTo(2500);
  }

  @Test
  @DisplayName("have numbers at Gate.io, and continue in both directions from an id")
  void gateio() {
    VenueSimulator venue = start("gateio");
    venue.burst(30);
    String path = "/api/v4/spot/trades?currency_pair=BTC_USDT&limit=10";
    String id = "\\{\"id\":\"(\\d+)";

    assertThat(ids(get(venue, path + "&page=2"), id)).startsWith("20").endsWith("11");
    assertThat(ids(get(venue, path + "&last_id=11"), id)).startsWith("10").endsWith("1");
    assertThat(ids(get(venue, path + "&last_id=11&reverse=true"), id)).startsWith("12");
    assertThat(get(venue, path + "&from=1770000001").body()).isEqualTo("[]");
  }

  @ParameterizedTest(name = "{0}")
  @DisplayName("are refused as often as requested, with or without Retry-After")
  @MethodSource("venues")
  void refused(String name) {
    VenueSimulator venue = start(name);
    venue.fault(new Fault.RefusePages(429, Optional.of(Duration.ofSeconds(7)), 1));
    venue.fault(new Fault.RefusePages(503, Optional.empty(), 1));

    assertThat(get(venue, "/").headers().firstValue("Retry-After")).contains("7");
    HttpResponse<String> second = get(venue, "/");
    assertThat(second.statusCode()).isEqualTo(503);
    assertThat(second.headers().firstValue("Retry-After")).isEmpty();
    assertThat(get(venue, "/").statusCode()).isNotIn(429, 503);
    assertThat(venue.pageRequests()).hasSize(3);
  }

  @Test
  @DisplayName("are not served while that fault lasts")
  void unanswered() {
    VenueSimulator venue = start("binance");
    venue.fault(new Fault.PagesUnanswered());
    String path = "/api/v3/historicalTrades?symbol=BTCUSDT";
    assertThatThrownBy(() -> get(venue, path, Duration.ofMillis(100)))
        .hasRootCauseInstanceOf(HttpTimeoutException.class);
    venue.heal();
    assertThat(get(venue, path).body()).isEqualTo("[]");
  }

  @Test
  @DisplayName("contain trades that were not sent, with times of the venue's own clock")
  void gapAndClock() {
    VenueSimulator venue = start("binance");
    venue.fault(new Fault.Gap(2));
    venue.fault(new Fault.ClockSkew(Duration.ofSeconds(3)));
    Trade trade = venue.trade();

    assertThat(trade.exchangeTimeUs()).isEqualTo(WALL_US / 1000 * 1000 + 3_000_000);
    assertThat(ids(get(venue, "/api/v3/historicalTrades?symbol=BTCUSDT"), "\"time\":(\\d+)"))
        .containsExactly("1770000000123", "1770000000123", "1770000003123");
  }

  @Test
  @DisplayName("contain a token at KuCoin for a POST request, with the venue's own address")
  void token() {
    VenueSimulator venue = start("kucoin");
    URI uri = venue.restUri().resolve("/api/v1/bullet-public");
    HttpRequest post =
        HttpRequest.newBuilder(uri).POST(HttpRequest.BodyPublishers.ofString("{}")).build();

    assertThat(send(post).body())
        .contains("\"endpoint\":\"ws://127.0.0.1:" + uri.getPort() + "/\"");
    assertThat(get(venue, "/api/v1/bullet-public").statusCode()).isEqualTo(405);
  }

  @Test
  @DisplayName("are not available for an unknown venue")
  void unknown() {
    assertThatThrownBy(() -> SimulatorOptions.usual("mtgox"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("mtgox")
        .hasMessageContaining("kraken");
  }

  @Test
  @DisplayName("have sequential ids, ids with holes, or names, as at the venue")
  void ids() {
    assertThat(texts(start("kraken").burst(3))).containsExactly("1", "2", "3");
    assertThat(texts(start("bitstamp").burst(3)))
        .containsExactly("628186942", "628186943", "628186947");
    assertThat(texts(start("mexc").burst(1)))
        .containsExactly("731901896985399296X0_731901896985399297X0");
  }

  private static List<String> texts(List<Trade> trades) {
    return trades.stream().map(trade -> trade.id().text()).toList();
  }

  private static List<String> ids(HttpResponse<String> page, String pattern) {
    return Pattern.compile(pattern).matcher(page.body()).results().map(id -> id.group(1)).toList();
  }

  private HttpResponse<String> get(VenueSimulator venue, String path) {
    return get(venue, path, TIMEOUT);
  }

  private HttpResponse<String> get(VenueSimulator venue, String path, Duration atMost) {
    return send(HttpRequest.newBuilder(venue.restUri().resolve(path)).timeout(atMost).build());
  }

  private HttpResponse<String> send(HttpRequest request) {
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private VenueSimulator start(String name) {
    started.ifPresent(VenueSimulator::close);
    try {
      VenueSimulator venue = VenueSimulator.start(SimulatorOptions.usual(name), new StoppedClock());
      started = Optional.of(venue);
      return venue;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A stopped clock, so that no client is ever late. */
  private static final class StoppedClock implements Clock {
    @Override
    public long wallUs() {
      return WALL_US;
    }

    @Override
    public long nanos() {
      return 0;
    }
  }
}
