package btcfeed.simulator;

import btcfeed.domain.market.TradeId;

/**
 * Bitvavo v2: one trade in a message, UUIDs as ids, and one answer that lists all subscriptions.
 * History pages by time, newest first.
 */
final class BitvavoProtocol extends VenueProtocol {
  BitvavoProtocol() {
    super("bitvavo", "/v2/", "BTC-EUR", SymbolSpelling.DASH);
    sharedIds(1);
    channels("$market", request -> request.list("markets"));
    together();
    unknown(205, "market parameter is invalid.");
    refusal("{'action':'subscribe','errorCode':$code,'error':'$reason'}");
    answer("{'event':'subscribed','subscriptions':{'trades':[$subscriptions]}}");
    update(
        "{'event':'trade','timestamp':$ms,'market':'$market','id':'$id','amount':'$size',"
            + "'price':'$price','side':'$side(buy|sell)'}");
    history("/v2/{market}/trades")
        .limit("limit", 500, 1000)
        .selection(
            (past, request) -> past.newest(request.between("start", "end", PastTrades::millis)))
        .row(
            "{'id':'$id','timestamp':$ms,'amount':'$size','price':'$price',"
                + "'side':'$side(buy|sell)'}")
        .unknown(404, "<html>Not Found</html>")
        .unknownMarket(400, "{'errorCode':205,'error':'market parameter is invalid.'}")
        .refusals(
            "{'errorCode':105,'error':'Rate limit exceeded.'}",
            "{'errorCode':101,'error':'Unknown error. Operation may or may not have"
                + " succeeded.'}");
  }

  @Override
  protected TradeId id(long number) {
    return TradeId.of(Templates.uuid(number));
  }
}
