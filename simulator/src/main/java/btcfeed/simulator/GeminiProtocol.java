package btcfeed.simulator;

import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Trade;
import java.util.List;

/**
 * Gemini, market data v2: one trade in a message, between changes of the order book. The answer to
 * a subscription is the book with the last fifty trades. History pages by time or id, newest first.
 */
final class GeminiProtocol extends VenueProtocol {
  private static final int SNAPSHOT = 50;
  private static final TradeTemplate TRADE =
      new TradeTemplate(
          SymbolSpelling.JOINED,
          "{'type':'trade','symbol':'$market','event_id':$id,'timestamp':$ms,'price':'$price',"
              + "'quantity':'$size','side':'$side(buy|sell)'}");

  /** A trade empties its level of the book. */
  private static final TradeTemplate CHANGE =
      new TradeTemplate(SymbolSpelling.JOINED, "['$side(sell|buy)','$price','0']");

  private static final HistoryEndpoint HISTORY =
      HistoryEndpoint.at("/v1/trades/{market}", SymbolSpelling.SMALL)
          .limit("limit_trades", 50, 500)
          .selection(GeminiProtocol::rows)
          .row(
              "{'timestamp':$sec,'timestampms':$ms,'tid':$id,'price':'$price','amount':'$size',"
                  + "'exchange':'gemini','type':'$side(buy|sell)'}")
          .unknown(400, "{'result':'error','reason':'InvalidSymbol','message':'Invalid symbol'}")
          .refusals(
              "{'result':'error','reason':'RateLimit','message':'Requests were made too often'}",
              "{'result':'error','reason':'System','message':'We are experiencing issues'}");

  GeminiProtocol() {
    super(
        Profile.of("gemini", "/v2/marketdata", "BTC-USD", HeartbeatPolicy.HEARTBEATS)
            .opaqueIds(45_465_842_999L)
            .seconds(5, 60),
        HISTORY,
        (_, view) -> new Session(view));
  }

  private static List<Trade> rows(PastTrades past, RequestHead request) {
    if (request.number("since_tid").isPresent()) {
      return past.oldest(request.above("since_tid", PastTrades::number)).reversed();
    }
    return request.number("timestamp").isPresent()
        ? past.oldest(request.between("timestamp", "", PastTrades::millis)).reversed()
        : past.newest(_ -> true);
  }

  private static final class Session extends ClientSession {
    Session(ExchangeView view) {
      super(view);
    }

    @Override
    void request(ClientRequest request, MessageSink out) {
      allListed(
              request.list("symbols"),
              "",
              SymbolSpelling.JOINED,
              name ->
                  refuse(request, 0, "Supplied value '" + name + "' is not a valid symbol", out))
          .ifPresent(symbols -> symbols.forEach(symbol -> subscribe(symbol, out)));
    }

    @Override
    void refuse(ClientRequest request, int code, String reason, MessageSink out) {
      out.json(
          "{'result':'error','reason':'InvalidSymbol','message':%s}", Templates.quoted(reason));
    }

    @Override
    void trades(List<Trade> trades, MessageSink out) {
      for (Trade trade : trades) {
        out.text(TRADE.of(trade));
        out.json(
            "{'type':'l2_updates','symbol':'%s','changes':[%s]}",
            SymbolSpelling.JOINED.of(trade.market().symbol()), CHANGE.of(trade));
      }
    }

    @Override
    void heartbeat(MessageSink out) {
      out.json("{'type':'heartbeat','timestamp':%d}", view().wallMs());
    }

    private void subscribe(Symbol symbol, MessageSink out) {
      subscribe(symbol);
      List<Trade> last = view().newest(symbol, SNAPSHOT).reversed();
      out.json(
          "{'type':'l2_updates','symbol':'%s','changes':[%s],'trades':[%s],'auction_events':[]}",
          SymbolSpelling.JOINED.of(symbol), CHANGE.list(last), TRADE.list(last));
    }
  }
}
