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
final class GeminiVoice implements Voice {
  private static final Profile PROFILE =
      Profile.naming("gemini", "/v2/marketdata", "BTC-USD", false, Manners.RECITES, 45_465_842_999L)
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
  public Talk talk(Request request, Hall hall) {
    return new GeminiTalk(hall);
  }

  @Override
  public Page page(Query query, Hall hall) {
    String name = query.path().startsWith(PAGE) ? query.path().substring(PAGE.length()) : "";
    Optional<Symbol> symbol = Spelling.SMALL.read(name, hall.symbols());
    if (symbol.isEmpty()) {
      return Page.failed(
          400, Say.json("{'result':'error','reason':'InvalidSymbol','message':'Invalid symbol'}"));
    }
    int limit = query.limit("limit_trades", ROWS, MAX_ROWS);
    List<Trade> tape = hall.tape(symbol.get());
    Optional<Long> sinceId = query.number("since_tid");
    Optional<Long> sinceMs = query.number("timestamp");
    List<Trade> rows;
    if (sinceId.isPresent()) {
      rows = Past.first(tape, limit, trade -> Past.number(trade) > sinceId.get()).reversed();
    } else if (sinceMs.isPresent()) {
      rows =
          Past.first(tape, limit, trade -> Past.within(trade, sinceMs.get(), Long.MAX_VALUE))
              .reversed();
    } else {
      rows = Past.last(tape, limit, _ -> true);
    }
    return Page.of("[" + Say.list(rows, GeminiVoice::pageRow) + "]");
  }

  @Override
  public String sorry(int status) {
    return Say.json(
        status == 429
            ? "{'result':'error','reason':'RateLimit','message':'Requests were made too often'}"
            : "{'result':'error','reason':'System','message':'We are experiencing issues'}");
  }

  private static String pageRow(Trade trade) {
    return Say.json(
        "{'timestamp':%d,'timestampms':%d,'tid':%s,'price':'%s','amount':'%s',"
            + "'exchange':'gemini','type':'%s'}",
        trade.exchangeTimeUs() / 1_000_000,
        trade.exchangeTimeUs() / 1000,
        trade.id().text(),
        trade.price().text(),
        trade.quantity().text(),
        Say.side(trade, "buy", "sell"));
  }

  /** A conversation. */
  private static final class GeminiTalk extends Talk {
    GeminiTalk(Hall hall) {
      super(hall);
    }

    @Override
    void request(String request, Out out) {
      List<Symbol> asked = new ArrayList<>();
      for (String name : Asked.list(request, "symbols")) {
        Optional<Symbol> symbol = listed(name, Spelling.JOINED);
        if (symbol.isEmpty()) {
          refuse(request, 0, "Supplied value '" + name + "' is not a valid symbol", out);
          return;
        }
        asked.add(symbol.get());
      }
      if (Asked.text(request, "type").filter("unsubscribe"::equals).isPresent()) {
        asked.forEach(this::unsubscribe);
        return;
      }
      for (Symbol symbol : asked) {
        List<Trade> last = hall().newest(symbol, ROWS).reversed();
        out.text(
            Say.json(
                "{'type':'l2_updates','symbol':'%s','changes':[%s],'trades':[%s],"
                    + "'auction_events':[]}",
                Spelling.JOINED.of(symbol),
                Say.list(last, GeminiTalk::change),
                Say.list(last, GeminiTalk::row)));
        subscribe(symbol);
      }
    }

    @Override
    void refuse(String request, int code, String words, Out out) {
      out.text(
          Say.json("{'result':'error','reason':'InvalidSymbol','message':%s}", Say.quoted(words)));
    }

    @Override
    void trades(List<Trade> trades, Out out) {
      for (Trade trade : trades) {
        out.text(row(trade));
        out.text(
            Say.json(
                "{'type':'l2_updates','symbol':'%s','changes':[%s]}",
                Spelling.JOINED.of(trade.market().symbol()), change(trade)));
      }
    }

    @Override
    void beat(Out out) {
      out.text(Say.json("{'type':'heartbeat','timestamp':%d}", hall().wallUs() / 1000));
    }

    private static String row(Trade trade) {
      return Say.json(
          "{'type':'trade','symbol':'%s','event_id':%s,'timestamp':%d,'price':'%s',"
              + "'quantity':'%s','side':'%s'}",
          Spelling.JOINED.of(trade.market().symbol()),
          trade.id().text(),
          trade.exchangeTimeUs() / 1000,
          trade.price().text(),
          trade.quantity().text(),
          Say.side(trade, "buy", "sell"));
    }

    /** What the trade left of the order that it met. */
    private static String change(Trade trade) {
      return Say.json("['%s','%s','0']", Say.side(trade, "sell", "buy"), trade.price().text());
    }
  }
}
