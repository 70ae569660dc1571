package btcfeed.simulator;

import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Trade;
import java.util.List;

/**
 * Gemini, market data v2: one trade in a message, between changes of the order book. The answer to
 * a subscription is the book with the last fifty trades. History pages by time, newest first.
 */
final class GeminiProtocol extends VenueProtocol {
  private static final int PAST_TRADES = 50;
  private static final String ROW =
      "{'type':'trade','symbol':'$market','event_id':$id,'timestamp':$ms,'price':'$price',"
          + "'quantity':'$size','side':'$side(buy|sell)'}";

  // A trade empties its level of the book.
  private final TextTemplate<Trade> change = row("['$side(sell|buy)','$price','0']");
  private final TextTemplate<Trade> update =
      row("{'type':'l2_updates','symbol':'$market','changes':[['$side(sell|buy)','$price','0']]}");
  private final TextTemplate<Trade> row = row(ROW);

  GeminiProtocol() {
    super("gemini", "/v2/marketdata", "BTC-USD", SymbolSpelling.JOINED);
    sharedIds(45_465_842_999L);
    heartbeats(HeartbeatPolicy.HEARTBEATS, 5, 60);
    channels("$market", request -> request.list("symbols"));
    together();
    unknown(0, "Supplied value '$channel' is not a valid symbol");
    refusal("{'result':'error','reason':'InvalidSymbol','message':'$reason'}");
    update(ROW);
    heartbeat("{'type':'heartbeat','timestamp':$now}");
    history("/v1/trades/{market}", SymbolSpelling.SMALL)
        .limit("limit_trades", 50, 500)
        .selection(GeminiProtocol::rows)
        .row(
            "{'timestamp':$sec,'timestampms':$ms,'tid':$id,'price':'$price','amount':'$size',"
                + "'exchange':'gemini','type':'$side(buy|sell)'}")
        .unknown(400, "{'result':'error','reason':'InvalidSymbol','message':'Invalid symbol'}")
        .refusals(
            "{'result':'error','reason':'RateLimit','message':'Requests were made too often'}",
            "{'result':'error','reason':'System','message':'We are experiencing issues'}");
  }

  private static List<Trade> rows(PastTrades past, RequestHead request) {
    return request.number("timestamp").isPresent()
        ? past.oldest(request.between("timestamp", "", PastTrades::millis)).reversed()
        : past.newest(_ -> true);
  }

  @Override
  protected void accept(VenueMessage message, List<Symbol> symbols) {
    ClientSession session = message.session();
    for (Symbol symbol : symbols) {
      session.subscriptions().add(symbol);
      List<Trade> last = session.markets().newest(symbol, PAST_TRADES).reversed();
      session.json(
          "{'type':'l2_updates','symbol':'%s','changes':[%s],'trades':[%s],'auction_events':[]}",
          spelling().of(symbol), change.list(last), row.list(last));
    }
  }

  @Override
  protected void trades(List<Trade> trades, ClientSession session) {
    for (Trade trade : trades) {
      super.trades(List.of(trade), session);
      session.text(update.of(trade));
    }
  }
}
