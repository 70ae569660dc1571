package btcfeed.simulator;

import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Trade;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Kraken: WebSocket v2 with several trades in a message, an answer for every market by itself, and
 * a heartbeat in every second in which nothing else was said. Pages by time, oldest first.
 */
final class KrakenProtocol implements VenueProtocol {
  private static final Profile PROFILE =
      Profile.counting("kraken", "/v2", "BTC-USD", true, HeartbeatPolicy.RECITES);
  private static final int MAX_ROWS = 1000;

  /** {@code XBTUSD}: bitcoin has another name on pages. */
  private static final SymbolSpelling PAIR =
      symbol -> currency(symbol.base()) + currency(symbol.quote());

  /** {@code XXBTZUSD}, as old pairs are called in answers; young ones are called as asked. */
  private static final SymbolSpelling KEY =
      symbol ->
          symbol.quote().length() == 3
              ? "X" + currency(symbol.base()) + "Z" + currency(symbol.quote())
              : PAIR.of(symbol);

  @Override
  public Profile profile() {
    return PROFILE;
  }

  @Override
  public boolean connects(String path) {
    return path.equals("/v2");
  }

  @Override
  public ClientSession talk(RequestHead request, ExchangeView hall) {
    return new KrakenTalk(hall);
  }

  @Override
  public HistoryPage page(Query query, ExchangeView hall) {
    if (!query.path().equals("/0/public/Trades")) {
      return HistoryPage.failed(404, Templates.json("{'error':['EGeneral:Unknown method']}"));
    }
    String pair = query.text("pair");
    Optional<Symbol> symbol =
        PAIR.read(pair, hall.symbols()).or(() -> KEY.read(pair, hall.symbols()));
    if (symbol.isEmpty()) {
      return HistoryPage.of(Templates.json("{'error':['EQuery:Unknown asset pair']}"));
    }
    long since = query.number("since").orElse(0L);
    int count = query.limit("count", MAX_ROWS, MAX_ROWS);
    List<String> rows = new ArrayList<>();
    long last = since;
    long nanos = 0;
    for (Trade trade : PastTrades.first(hall.tape(symbol.get()), Integer.MAX_VALUE, _ -> true)) {
      // Every trade has a nanosecond of its own, so that a page ends between two of them.
      nanos = Math.max(nanos + 1, trade.exchangeTimeUs() * 1000);
      if (nanos > since && rows.size() < count) {
        rows.add(row(trade, nanos));
        last = nanos;
      }
    }
    return HistoryPage.of(
        Templates.json(
            "{'error':[],'result':{'%s':[%s],'last':'%d'}}",
            KEY.of(symbol.get()), String.join(",", rows), last));
  }

  @Override
  public String sorry(int status) {
    return Templates.json(
        status == 200 || status == 429
            ? "{'error':['EAPI:Rate limit exceeded']}"
            : "{'error':['EService:Unavailable']}");
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

  /** A conversation. */
  private static final class KrakenTalk extends ClientSession {
    private boolean spoke;

    KrakenTalk(ExchangeView hall) {
      super(hall);
    }

    @Override
    void hello(MessageSink out) {
      status("online", out);
    }

    @Override
    boolean smallTalk(String said, MessageSink out) {
      boolean ping = ClientRequest.text(said, "method").filter("ping"::equals).isPresent();
      if (ping) {
        out.text(Templates.json("{'method':'pong',%s}", times()));
      }
      return ping;
    }

    @Override
    void request(String request, MessageSink out) {
      boolean snapshot = request.replace(" ", "").contains("\"snapshot\":true");
      String method = ClientRequest.text(request, "method").orElse("");
      for (String name : ClientRequest.list(request, "symbol")) {
        Optional<Symbol> symbol = listed(name, SymbolSpelling.SLASH);
        if (symbol.isEmpty()) {
          fail(request, "Currency pair not supported " + name, name, out);
        } else if (method.equals("unsubscribe")) {
          unsubscribe(symbol.get());
          confirm(request, method, Templates.json("{'channel':'trade','symbol':'%s'}", name), out);
        } else {
          subscribe(symbol.get());
          confirm(
              request,
              method,
              Templates.json("{'channel':'trade','snapshot':%b,'symbol':'%s'}", snapshot, name),
              out);
          if (snapshot) {
            print("snapshot", hall().newest(symbol.get(), MAX_ROWS), out);
          }
        }
      }
    }

    @Override
    void refuse(String request, int code, String words, MessageSink out) {
      for (String name : ClientRequest.list(request, "symbol")) {
        fail(request, words, name, out);
      }
    }

    @Override
    void trades(List<Trade> trades, MessageSink out) {
      spoke = true;
      messages(trades).forEach(message -> print("update", message, out));
    }

    @Override
    void beat(MessageSink out) {
      if (!spoke && subscribed()) {
        out.text(Templates.json("{'channel':'heartbeat'}"));
      }
      spoke = false;
    }

    @Override
    void closing(MessageSink out) {
      status("maintenance", out);
    }

    private static void status(String system, MessageSink out) {
      out.text(
          Templates.json(
              "{'channel':'status','type':'update','data':[{'version':'2.0.10','system':'%s',"
                  + "'api_version':'v2','connection_id':9495665260460728638,"
                  + "'upcoming_maintenance':[],'emergency':[]}]}",
              system));
    }

    private void confirm(String request, String method, String result, MessageSink out) {
      out.text(
          Templates.json(
              "{'method':'%s'%s,'result':%s,'success':true,%s}",
              method, requestId(request), result, times()));
    }

    private void fail(String request, String words, String symbol, MessageSink out) {
      out.text(
          Templates.json(
              "{'error':%s,'method':'subscribe'%s,'success':false,'symbol':'%s',%s}",
              Templates.quoted(words), requestId(request), symbol, times()));
    }

    private String times() {
      String now = Templates.iso(hall().wallUs());
      return Templates.json("'time_in':'%s','time_out':'%s'", now, now);
    }

    private static String requestId(String request) {
      return ClientRequest.value(request, "req_id").map(",\"req_id\":"::concat).orElse("");
    }

    private static void print(String type, List<Trade> trades, MessageSink out) {
      out.text(
          Templates.json(
              "{'channel':'trade','type':'%s','data':[%s]}",
              type,
              Templates.list(
                  trades,
                  trade ->
                      Templates.json(
                          "{'symbol':'%s','side':'%s','price':%s,'qty':%s,'ord_type':'limit',"
                              + "'trade_id':%s,'timestamp':'%s'}",
                          SymbolSpelling.SLASH.of(trade.market().symbol()),
                          Templates.side(trade, "buy", "sell"),
                          trade.price().text(),
                          trade.quantity().text(),
                          trade.id().text(),
                          Templates.iso(trade.exchangeTimeUs())))));
    }
  }
}
