package btcfeed.simulator;

import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Trade;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Gate.io v4: every trade in a message of its own, its time in milliseconds with a fraction;
 * clients ping. Pages by id or by second, newest first.
 */
final class GateioProtocol implements VenueProtocol {
  private static final Profile PROFILE =
      Profile.counting("gateio", "/ws/v4/", "BTC-USDT", true, HeartbeatPolicy.LISTENS)
          .every(Duration.ofSeconds(1), Duration.ofSeconds(60));
  private static final int ROWS = 100;
  private static final int MAX_ROWS = 1000;
  private static final long SECOND_US = 1_000_000;

  @Override
  public Profile profile() {
    return PROFILE;
  }

  @Override
  public boolean connects(String path) {
    return path.equals("/ws/v4/");
  }

  @Override
  public ClientSession talk(RequestHead request, ExchangeView hall) {
    return new GateioTalk(hall);
  }

  @Override
  public HistoryPage page(Query query, ExchangeView hall) {
    if (!query.path().equals("/api/v4/spot/trades")) {
      return HistoryPage.failed(
          404, Templates.json("{'label':'NOT_FOUND','message':'Request path not found'}"));
    }
    Optional<Symbol> symbol =
        SymbolSpelling.UNDERLINE.read(query.text("currency_pair"), hall.symbols());
    if (symbol.isEmpty()) {
      return HistoryPage.failed(
          400,
          Templates.json("{'label':'INVALID_CURRENCY_PAIR','message':'Invalid currency pair'}"));
    }
    int limit = query.limit("limit", ROWS, MAX_ROWS);
    List<Trade> tape = hall.tape(symbol.get());
    return HistoryPage.of(
        "[" + Templates.list(rows(query, tape, limit), GateioProtocol::pageRow) + "]");
  }

  @Override
  public String sorry(int status) {
    return Templates.json(
        status == 429
            ? "{'label':'TOO_MANY_REQUESTS','message':'Request Rate limit Exceeded'}"
            : "{'label':'SERVER_ERROR','message':'Internal server error'}");
  }

  private static List<Trade> rows(Query query, List<Trade> tape, int limit) {
    Optional<Long> lastId = query.number("last_id");
    if (lastId.isPresent()) {
      long than = lastId.get();
      return query.text("reverse").equals("true")
          ? PastTrades.first(tape, limit, trade -> PastTrades.number(trade) > than)
          : PastTrades.last(tape, limit, trade -> PastTrades.number(trade) < than);
    }
    long from = query.number("from").orElse(0L);
    long to = query.number("to").orElse(Long.MAX_VALUE);
    long before = limit * (query.number("page").orElse(1L) - 1);
    List<Trade> all =
        PastTrades.last(
            tape,
            Integer.MAX_VALUE,
            trade ->
                trade.exchangeTimeUs() / SECOND_US >= from
                    && trade.exchangeTimeUs() / SECOND_US <= to);
    return all.stream().skip(before).limit(limit).toList();
  }

  private static String pageRow(Trade trade) {
    return Templates.json(
        "{'id':'%s','create_time':'%d','create_time_ms':'%s','currency_pair':'%s','side':'%s',"
            + "'amount':'%s','price':'%s','sequence_id':'%s'}",
        trade.id().text(),
        trade.exchangeTimeUs() / SECOND_US,
        millis(trade),
        SymbolSpelling.UNDERLINE.of(trade.market().symbol()),
        Templates.side(trade, "buy", "sell"),
        trade.quantity().text(),
        trade.price().text(),
        trade.id().text());
  }

  private static String millis(Trade trade) {
    return "%d.%03d000".formatted(trade.exchangeTimeUs() / 1000, trade.exchangeTimeUs() % 1000);
  }

  /** A conversation. */
  private static final class GateioTalk extends ClientSession {
    GateioTalk(ExchangeView hall) {
      super(hall);
    }

    @Override
    boolean smallTalk(String said, MessageSink out) {
      boolean ping = ClientRequest.text(said, "channel").filter("spot.ping"::equals).isPresent();
      if (ping) {
        out.text(
            Templates.json(
                "{%s,'channel':'spot.pong','event':'','error':null,'result':null}", times()));
      }
      return ping;
    }

    @Override
    void request(String request, MessageSink out) {
      List<Symbol> asked = new ArrayList<>();
      for (String pair : ClientRequest.list(request, "payload")) {
        Optional<Symbol> symbol = listed(pair, SymbolSpelling.UNDERLINE);
        if (symbol.isEmpty()) {
          refuse(request, 2, "unknown currency pair: " + pair, out);
          return;
        }
        asked.add(symbol.get());
      }
      String event = ClientRequest.text(request, "event").orElse("");
      answer(request, event, Templates.json("'result':{'status':'success'}"), out);
      if (event.equals("unsubscribe")) {
        asked.forEach(this::unsubscribe);
      } else {
        asked.forEach(this::subscribe);
      }
    }

    @Override
    void refuse(String request, int code, String words, MessageSink out) {
      answer(
          request,
          "subscribe",
          Templates.json(
              "'error':{'code':%d,'message':%s},'result':null", code, Templates.quoted(words)),
          out);
    }

    @Override
    void trades(List<Trade> trades, MessageSink out) {
      for (Trade trade : trades) {
        Symbol symbol = trade.market().symbol();
        String id = trade.id().text();
        out.text(
            Templates.json(
                "{%s,'channel':'spot.trades','event':'update','result':{'id':%s,'id_market':%s,"
                    + "'create_time':%d,'create_time_ms':'%s','side':'%s','currency_pair':'%s',"
                    + "'amount':'%s','price':'%s','range':'%s-%s','stock':'%s','money':'%s',"
                    + "'trade_mode':0}}",
                times(),
                id,
                id,
                trade.exchangeTimeUs() / SECOND_US,
                millis(trade),
                Templates.side(trade, "buy", "sell"),
                SymbolSpelling.UNDERLINE.of(symbol),
                trade.quantity().text(),
                trade.price().text(),
                id,
                id,
                symbol.base(),
                symbol.quote()));
      }
    }

    private void answer(String request, String event, String outcome, MessageSink out) {
      String payload = Templates.list(ClientRequest.list(request, "payload"), Templates::quoted);
      out.text(
          Templates.json(
              "{%s,'conn_id':'b2c2b0629e0c34a3','trace_id':'e3b8','channel':'spot.trades',"
                  + "'event':'%s','payload':[%s],%s,'requestId':'e3b8'}",
              times(), event, payload, outcome));
    }

    private String times() {
      long nowMs = hall().wallUs() / 1000;
      return Templates.json("'time':%d,'time_ms':%d", nowMs / 1000, nowMs);
    }
  }
}
