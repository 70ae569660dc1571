package btcfeed.simulator;

import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Trade;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Gemini, market data v2: no answer to a subscription but the book with the last fifty trades,
 * every trade in a message of its own among changes of the book, a heartbeat every five seconds.
 * Pages by time or id, newest first.
 */
final class GeminiProtocol implements VenueProtocol {
  private static final Profile PROFILE =
      Profile.naming(
              "gemini",
              "/v2/marketdata",
              "BTC-USD",
              false,
              HeartbeatPolicy.RECITES,
              45_465_842_999L)
          .every(Duration.ofSeconds(5), Duration.ofSeconds(60));
  private static final String PAGE = "/v1/trades/";
  private static final int ROWS = 50;
  private static final int MAX_ROWS = 500;

  @Override
  public Profile profile() {
    return PROFILE;
  }

  @Override
  public boolean connects(String path) {
    return path.equals("/v2/marketdata");
  }

  @Override
  public ClientSession talk(RequestHead request, ExchangeView hall) {
    return new GeminiTalk(hall);
  }

  @Override
  public HistoryPage page(Query query, ExchangeView hall) {
    String name = query.path().startsWith(PAGE) ? query.path().substring(PAGE.length()) : "";
    Optional<Symbol> symbol = SymbolSpelling.SMALL.read(name, hall.symbols());
    if (symbol.isEmpty()) {
      return HistoryPage.failed(
          400,
          Templates.json("{'result':'error','reason':'InvalidSymbol','message':'Invalid symbol'}"));
    }
    int limit = query.limit("limit_trades", ROWS, MAX_ROWS);
    List<Trade> tape = hall.tape(symbol.get());
    Optional<Long> sinceId = query.number("since_tid");
    Optional<Long> sinceMs = query.number("timestamp");
    List<Trade> rows;
    if (sinceId.isPresent()) {
      rows =
          PastTrades.first(tape, limit, trade -> PastTrades.number(trade) > sinceId.get())
              .reversed();
    } else if (sinceMs.isPresent()) {
      rows =
          PastTrades.first(
                  tape, limit, trade -> PastTrades.within(trade, sinceMs.get(), Long.MAX_VALUE))
              .reversed();
    } else {
      rows = PastTrades.last(tape, limit, _ -> true);
    }
    return HistoryPage.of("[" + Templates.list(rows, GeminiProtocol::pageRow) + "]");
  }

  @Override
  public String sorry(int status) {
    return Templates.json(
        status == 429
            ? "{'result':'error','reason':'RateLimit','message':'Requests were made too often'}"
            : "{'result':'error','reason':'System','message':'We are experiencing issues'}");
  }

  private static String pageRow(Trade trade) {
    return Templates.json(
        "{'timestamp':%d,'timestampms':%d,'tid':%s,'price':'%s','amount':'%s',"
            + "'exchange':'gemini','type':'%s'}",
        trade.exchangeTimeUs() / 1_000_000,
        trade.exchangeTimeUs() / 1000,
        trade.id().text(),
        trade.price().text(),
        trade.quantity().text(),
        Templates.side(trade, "buy", "sell"));
  }

  /** A conversation. */
  private static final class GeminiTalk extends ClientSession {
    GeminiTalk(ExchangeView hall) {
      super(hall);
    }

    @Override
    void request(String request, MessageSink out) {
      List<Symbol> asked = new ArrayList<>();
      for (String name : ClientRequest.list(request, "symbols")) {
        Optional<Symbol> symbol = listed(name, SymbolSpelling.JOINED);
        if (symbol.isEmpty()) {
          refuse(request, 0, "Supplied value '" + name + "' is not a valid symbol", out);
          return;
        }
        asked.add(symbol.get());
      }
      if (ClientRequest.text(request, "type").filter("unsubscribe"::equals).isPresent()) {
        asked.forEach(this::unsubscribe);
        return;
      }
      for (Symbol symbol : asked) {
        List<Trade> last = hall().newest(symbol, ROWS).reversed();
        out.text(
            Templates.json(
                "{'type':'l2_updates','symbol':'%s','changes':[%s],'trades':[%s],"
                    + "'auction_events':[]}",
                SymbolSpelling.JOINED.of(symbol),
                Templates.list(last, GeminiTalk::change),
                Templates.list(last, GeminiTalk::row)));
        subscribe(symbol);
      }
    }

    @Override
    void refuse(String request, int code, String words, MessageSink out) {
      out.text(
          Templates.json(
              "{'result':'error','reason':'InvalidSymbol','message':%s}", Templates.quoted(words)));
    }

    @Override
    void trades(List<Trade> trades, MessageSink out) {
      for (Trade trade : trades) {
        out.text(row(trade));
        out.text(
            Templates.json(
                "{'type':'l2_updates','symbol':'%s','changes':[%s]}",
                SymbolSpelling.JOINED.of(trade.market().symbol()), change(trade)));
      }
    }

    @Override
    void beat(MessageSink out) {
      out.text(Templates.json("{'type':'heartbeat','timestamp':%d}", hall().wallUs() / 1000));
    }

    private static String row(Trade trade) {
      return Templates.json(
          "{'type':'trade','symbol':'%s','event_id':%s,'timestamp':%d,'price':'%s',"
              + "'quantity':'%s','side':'%s'}",
          SymbolSpelling.JOINED.of(trade.market().symbol()),
          trade.id().text(),
          trade.exchangeTimeUs() / 1000,
          trade.price().text(),
          trade.quantity().text(),
          Templates.side(trade, "buy", "sell"));
    }

    /** What the trade left of the order that it met. */
    private static String change(Trade trade) {
      return Templates.json(
          "['%s','%s','0']", Templates.side(trade, "sell", "buy"), trade.price().text());
    }
  }
}
