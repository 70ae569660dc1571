package btcfeed.simulator;

import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Trade;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Kraken, WebSocket v2: several trades in a message, one answer per market, and a heartbeat in each
 * second without a trade. History pages by time, oldest first.
 */
final class KrakenProtocol extends VenueProtocol {
  private static final int MAX_ROWS = 1000;
  private static final TradeTemplate ROW =
      new TradeTemplate(
          SymbolSpelling.SLASH,
          "{'symbol':'$market','side':'$side(buy|sell)','price':$price,'qty':$size,"
              + "'ord_type':'limit','trade_id':$id,'timestamp':'$iso'}");

  /** {@code XBTUSD}: history pages have another name for bitcoin. */
  private static final SymbolSpelling PAIR =
      symbol -> currency(symbol.base()) + currency(symbol.quote());

  /** {@code XXBTZUSD} for old pairs in the answers; newer pairs are spelled as in requests. */
  private static final SymbolSpelling KEY =
      symbol ->
          symbol.quote().length() == 3
              ? "X" + currency(symbol.base()) + "Z" + currency(symbol.quote())
              : PAIR.of(symbol);

  private static final HistoryEndpoint HISTORY =
      HistoryEndpoint.at("/0/public/Trades?pair={market}", PAIR)
          .refusals("{'error':['EAPI:Rate limit exceeded']}", "{'error':['EService:Unavailable']}");

  KrakenProtocol() {
    super(
        Profile.of("kraken", "/v2", "BTC-USD", HeartbeatPolicy.HEARTBEATS).microseconds(),
        HISTORY,
        (_, view) -> new Session(view));
  }

  @Override
  HistoryPage page(RequestHead request, ExchangeView view) {
    if (!request.path().equals("/0/public/Trades")) {
      return HistoryPage.of(404, "{'error':['EGeneral:Unknown method']}");
    }
    String pair = request.text("pair");
    Optional<Symbol> symbol =
        PAIR.read(pair, view.symbols()).or(() -> KEY.read(pair, view.symbols()));
    if (symbol.isEmpty()) {
      return HistoryPage.of(200, "{'error':['EQuery:Unknown asset pair']}");
    }
    long since = request.number("since").orElse(0L);
    long count = Math.clamp(request.number("count").orElse((long) MAX_ROWS), 1, MAX_ROWS);
    List<String> rows = new ArrayList<>();
    long last = since;
    long nanos = 0;
    PastTrades past = new PastTrades(view.tape(symbol.get()), Integer.MAX_VALUE, view.wallUs());
    for (Trade trade : past.oldest(_ -> true)) {
      // Every trade gets its own nanosecond, so that a page can end between any two trades.
      nanos = Math.max(nanos + 1, trade.exchangeTimeUs() * 1000);
      if (nanos > since && rows.size() < count) {
        rows.add(row(trade, nanos));
        last = nanos;
      }
    }
    return HistoryPage.of(
        200,
        "{'error':[],'result':{'%s':[%s],'last':'%d'}}",
        KEY.of(symbol.get()),
        String.join(",", rows),
        last);
  }

  private static String row(Trade trade, long nanos) {
    return Templates.json(
        "['%s','%s',%d.%07d,'%s','l','',%s]",
        trade.price().text(),
        trade.quantity().text(),
        nanos / 1_000_000_000,
        nanos % 1_000_000_000 / 100,
        Templates.side(trade, "b", "s"),
        trade.id().text());
  }

  private static String currency(String name) {
    return name.equals("BTC") ? "XBT" : name;
  }

  private static final class Session extends ClientSession {
    private boolean sentTrades;

    Session(ExchangeView view) {
      super(view);
    }

    @Override
    void greet(MessageSink out) {
      status("online", out);
    }

    @Override
    Optional<String> pong(ClientRequest message) {
      return pongIf(message.is("method", "ping"), "{'method':'pong',%s}", times());
    }

    @Override
    void request(ClientRequest request, MessageSink out) {
      boolean snapshot = request.json().replace(" ", "").contains("\"snapshot\":true");
      for (String name : request.list("symbol")) {
        Optional<Symbol> symbol = listed(name, "", SymbolSpelling.SLASH);
        if (symbol.isEmpty()) {
          fail(request, "Currency pair not supported " + name, name, out);
          continue;
        }
        out.json(
            "{'method':'subscribe'%s,'result':{'channel':'trade','snapshot':%b,'symbol':'%s'},"
                + "'success':true,%s}",
            request.echo("req_id"), snapshot, name, times());
        subscribe(symbol.get());
        if (snapshot) {
          send("snapshot", view().newest(symbol.get(), ClientSession.MAX_ROWS), out);
        }
      }
    }

    @Override
    void refuse(ClientRequest request, int code, String reason, MessageSink out) {
      request.list("symbol").forEach(name -> fail(request, reason, name, out));
    }

    @Override
    void trades(List<Trade> trades, MessageSink out) {
      sentTrades = true;
      batches(trades).forEach(batch -> send("update", batch, out));
    }

    @Override
    void heartbeat(MessageSink out) {
      if (!sentTrades && subscribed()) {
        out.json("{'channel':'heartbeat'}");
      }
      sentTrades = false;
    }

    @Override
    void announceClose(MessageSink out) {
      status("maintenance", out);
    }

    private static void status(String system, MessageSink out) {
      out.json(
          "{'channel':'status','type':'update','data':[{'version':'2.0.10','system':'%s',"
              + "'api_version':'v2','connection_id':9495665260460728638,"
              + "'upcoming_maintenance':[],'emergency':[]}]}",
          system);
    }

    private void fail(ClientRequest request, String reason, String symbol, MessageSink out) {
      out.json(
          "{'error':%s,'method':'subscribe'%s,'success':false,'symbol':'%s',%s}",
          Templates.quoted(reason), request.echo("req_id"), symbol, times());
    }

    private String times() {
      String now = Templates.iso(view().wallUs());
      return Templates.json("'time_in':'%s','time_out':'%s'", now, now);
    }

    private static void send(String type, List<Trade> trades, MessageSink out) {
      out.json("{'channel':'trade','type':'%s','data':[%s]}", type, ROW.list(trades));
    }
  }
}
