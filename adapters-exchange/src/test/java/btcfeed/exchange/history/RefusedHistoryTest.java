package btcfeed.exchange.history;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.domain.market.Market;
import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Trade;
import btcfeed.domain.market.TradeId;
import btcfeed.domain.market.Venue;
import btcfeed.domain.port.HistoryPort;
import btcfeed.domain.port.HistoryPort.Answer;
import btcfeed.domain.port.HistoryPort.RejectedRow;
import btcfeed.domain.port.HistoryPort.Wanted;
import btcfeed.exchange.SystemClock;
import btcfeed.exchange.Venues;
import btcfeed.exchange.input.MessageBudget;
import btcfeed.exchange.net.OutboundConnector;
import btcfeed.testsupport.CannedServer;
import btcfeed.testsupport.CannedServer.Canned;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A venue that does not answer with the requested page")
class RefusedHistoryTest {
  private final List<HistoryPort> opened = new ArrayList<>();
  private CannedServer server;

  @BeforeEach
  void start() throws IOException {
    server = new CannedServer();
  }

  @AfterEach
  void stop() {
    opened.forEach(HistoryPort::close);
    server.close();
  }

  @ParameterizedTest(name = "{0}: {1} {2}")
  @DisplayName("is asked again after a refusal that may be temporary")
  @CsvSource(
      delimiter = '|',
      value = {
        "okx      | 200 | {'code':'50001','data':[],'msg':'Service temporarily unavailable'}",
        "okx      | 200 | {'code':'50013','data':[],'msg':'Systems are busy'}",
        "okx      | 200 | {'code':'50011','data':[],'msg':'Too Many Requests'}",
        "okx      | 200 | {'code':'0','data':null,'msg':''}",
        "okx      | 400 | {'code':'50000','msg':'Body can not be empty, 51001 ms'}",
        "binance  | 408 | {'code':-1007,'msg':'Timeout waiting for response from backend server'}",
        "binance  | 404 | <html>Not here</html>",
        "binance  | 401 | {'code':-2008,'msg':'Invalid Api-Key ID'}",
        "binance  | 451 | {'code':0,'msg':'Service unavailable from a restricted location'}",
        "binance  | 200 | {}",
        "bitget   | 400 | {'code':'40015','msg':'System is abnormal','data':null}",
        "bitget   | 400 | {'code':'40034','msg':'Parameter endTime does not exist'}",
        "kucoin   | 400 | {'code':'500000','msg':'Internal Server Error'}",
        "kucoin   | 400 | {'code':'429000','msg':'Too Many Requests'}",
        "cryptocom| 400 | {'id':-1,'code':50001,'message':'ERR_INTERNAL'}",
        "gemini   | 400 | {'result':'error','reason':'Maintenance','message':'We will be back'}",
        "kraken   | 200 | {'error':['EService:Unavailable']}",
        "bitfinex | 500 | ['error',11010,'ratelimit: error']",
        "htx      | 200 | {'status':'error','err-code':'invalid-parameter','err-msg':'system"
            + " busy'}",
        "bybit    | 200 | {'retCode':10016,'retMsg':'Server error','result':{}}",
        "bybit    | 403 | {'retCode':10006,'retMsg':'Too many visits'}",
        "gateio   | 400 | {'label':'SERVER_ERROR','message':'Internal'}",
        "coinbase | 404 | {'message':'Route not found'}"
      })
  void passing(String venue, int status, String body) {
    server.answer(Canned.of(status, body.replace('\'', '"')));

    assertThat(history(venue).fetch(wanted(venue, 1_006, 1_007))).isInstanceOf(Answer.Later.class);
  }

  @ParameterizedTest(name = "{0}: {1} {2}")
  @DisplayName("is not asked again after it said that it does not know the market")
  @CsvSource(
      delimiter = '|',
      value = {
        "okx      | 200 | {'code':'51001','data':[],'msg':'Instrument ID does not exist'}",
        "binance  | 400 | {'code':-1121,'msg':'Invalid symbol.'}",
        "kraken   | 200 | {'error':['EQuery:Unknown asset pair']}",
        "bitfinex | 500 | ['error',10020,'symbol: invalid']",
        "gateio   | 400 | {'label':'INVALID_CURRENCY_PAIR','message':'Invalid currency pair'}",
        "gemini   | 400 | {'result':'error','reason':'InvalidSymbol','message':'...'}",
        "htx      | 200 | {'status':'error','err-code':'invalid-parameter','err-msg':'invalid"
            + " symbol'}",
        "bybit    | 200 | {'retCode':10001,'retMsg':'Not supported symbols','result':{}}",
        "kucoin   | 400 | {'code':'900001','msg':'symbol not exists'}"
      })
  void lasting(String venue, int status, String body) {
    server.answer(Canned.of(status, body.replace('\'', '"')));

    assertThat(history(venue).fetch(wanted(venue, 1_006, 1_007))).isInstanceOf(Answer.Never.class);
  }

  @Test
  @DisplayName("is asked for its newest trades where it demands a key for older ones")
  void keyDemanded() {
    server.answer(
        target ->
            target.startsWith("/api/v3/trades?")
                ? Canned.of(200, binance(1_000, 2_000))
                : Canned.of(401, "{\"code\":-2014,\"msg\":\"API-key format invalid.\"}"));
    HistoryPort history = history("binance");

    Answer.Page first = (Answer.Page) history.fetch(wanted("binance", 1_006, 1_007));
    Answer.Page page = (Answer.Page) history.fetch(first.rest().orElseThrow());

    assertThat(page.trades()).extracting(Trade::id).contains(TradeId.of(1_006), TradeId.of(1_007));
    assertThat(page.rest()).isEmpty();
    assertThat(server.asked().getLast()).isEqualTo("/api/v3/trades?symbol=BTCUSDT&limit=1000");
  }

  @Test
  @DisplayName("is asked again for what is older than its newest trades, where it demands a key")
  void keyDemandedForOlder() {
    server.answer(
        target ->
            target.startsWith("/api/v3/trades?")
                ? Canned.of(200, binance(1_000, 2_000))
                : Canned.of(401, "{\"code\":-2014,\"msg\":\"API-key format invalid.\"}"));
    HistoryPort history = history("binance");

    Answer.Page first = (Answer.Page) history.fetch(wanted("binance", 990, 1_007));
    Answer.Page page = (Answer.Page) history.fetch(first.rest().orElseThrow());
    Wanted older = page.rest().orElseThrow();

    assertThat(page.trades()).extracting(Trade::id).contains(TradeId.of(1_007));
    assertThat(older)
        .isInstanceOfSatisfying(
            Wanted.Ids.class,
            ids -> {
              assertThat(ids.fromId()).isEqualTo(990);
              assertThat(ids.toId()).isEqualTo(999);
            });
    assertThat(history.fetch(older)).isInstanceOf(Answer.Later.class);
  }

  @Test
  @DisplayName("is paged by all its rows, not only by those that are trades")
  void rejectedRowsCount() {
    List<String> rows = new ArrayList<>(bybit(60));
    rows.set(7, rows.get(7).replace("'0.001'", "'0'"));
    server.answer(Canned.of(200, bybitPage(rows)));
    Market market = new Market(new Venue("bybit"), Symbol.parse("BTC-USDT"));
    long newestUs = 1_790_000_000_000_000L;
    HistoryPort history = history("bybit");

    Answer.Page within =
        (Answer.Page)
            history.fetch(new Wanted.Times(market, newestUs - 500_000, newestUs - 100_000, ""));
    assertThat(within.trades()).hasSize(59);
    assertThat(within.rejected())
        .containsExactly(new RejectedRow(Optional.of(TradeId.of("id-7")), "not_positive"));
    assertThat(within.rest()).isEmpty();

    Answer.Page beyond =
        (Answer.Page) history.fetch(new Wanted.Times(market, newestUs - 900_000, newestUs, ""));
    assertThat(beyond.rest()).as("older than the page").isPresent();
  }

  @Test
  @DisplayName("is paged past a last row that is no trade, and past an id that cannot be")
  void oddLastRow() {
    String rows = binance(1_000, 1_500);
    String odd = row(9_000_000_000_000_000_000L) + "," + row(1_500).replace("0.001", "0.000");
    server.answer(Canned.of(200, rows.substring(0, rows.length() - 1) + "," + odd + "]"));

    Answer.Page page = (Answer.Page) history("binance").fetch(wanted("binance", 1_000, 3_000));

    assertThat(page.rest())
        .hasValueSatisfying(rest -> assertThat(((Wanted.Ids) rest).fromId()).isEqualTo(1_501));
    assertThat(page.rejected())
        .containsExactly(new RejectedRow(Optional.of(TradeId.of(1_500)), "not_positive"));
  }

  @Test
  @DisplayName("is asked within its limits: Bitfinex at most ten times a minute")
  void spacing() {
    assertThat(history("bitfinex").spacing()).hasSeconds(6);
  }

  private HistoryPort history(String venue) {
    HistoryPort history =
        Venues.builtIn()
            .history(
                venue,
                Optional.of(server.uri()),
                OutboundConnector.direct(new SystemClock()),
                MessageBudget.ofHeap())
            .orElseThrow();
    opened.add(history);
    return history;
  }

  private static Wanted wanted(String venue, long from, long to) {
    return new Wanted.Ids(
        new Market(new Venue(venue), Symbol.parse("BTC-USDT")),
        from,
        to,
        1_790_000_000_000_000L,
        1_790_000_001_000_000L,
        "");
  }

  private static String binance(long from, long to) {
    return "["
        + String.join(
            ",", IntStream.range((int) from, (int) to).mapToObj(RefusedHistoryTest::row).toList())
        + "]";
  }

  private static String row(long id) {
    return ("{'id':"
            + id
            + ",'price':'90000.1','qty':'0.001','quoteQty':'90','time':1790000000100,"
            + "'isBuyerMaker':false,'isBestMatch':true}")
        .replace('\'', '"');
  }

  private static List<String> bybit(int rows) {
    return IntStream.range(0, rows)
        .mapToObj(
            row ->
                "{'execId':'id-"
                    + row
                    + "','price':'90000.1','size':'0.001','side':'Buy',"
                    + "'time':'"
                    + (1_790_000_000_000L - row * 10L)
                    + "'}")
        .toList();
  }

  private static String bybitPage(List<String> rows) {
    return ("{'retCode':0,'retMsg':'OK','result':{'list':[" + String.join(",", rows) + "]}}")
        .replace('\'', '"');
  }
}
