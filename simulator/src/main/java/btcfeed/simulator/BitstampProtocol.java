package btcfeed.simulator;

import btcfeed.domain.market.Trade;
import java.util.List;
import java.util.Map;

/**
 * Bitstamp: one trade in a message, with microseconds, and one channel per market. One counter
 * gives the ids of all markets. One history page: the last minute, hour or day, newest first.
 */
final class BitstampProtocol extends VenueProtocol {
  private static final Map<String, Long> WINDOWS_S =
      Map.of("minute", 60L, "hour", 3_600L, "day", 86_400L);
  private static final int LIFETIME_S = 90 * 86_400;

  BitstampProtocol() {
    super("bitstamp", "/", "BTC-USD", SymbolSpelling.SMALL);
    sharedIds(628_186_942);
    microseconds();
    heartbeats(HeartbeatPolicy.CLIENT_PINGS, 1, LIFETIME_S);
    fields().trade("buyer", trade -> 2 * PastTrades.number(trade));
    fields().trade("seller", trade -> 2 * PastTrades.number(trade) + 1);
    pings(
        ping -> ping.is("event", "bts:heartbeat"),
        "{'event':'bts:heartbeat','channel':'','data':{'status':'success'}}");
    channels(
        "live_trades_$market",
        request -> List.of(request.is("event", "bts:subscribe") ? request.text("channel") : ""));
    unknown(4001, "Bad subscription string.");
    refusal("{'event':'bts:error','channel':'','data':{'code':$code,'message':'$reason'}}");
    answer("{'event':'bts:subscription_succeeded','channel':'$channel','data':{}}");
    update(
        "{'data':{'id':$id,'timestamp':'$sec','amount':$size,'amount_str':'$size',"
            + "'price':$price,'price_str':'$price','type':$side(0|1),'microtimestamp':'$us',"
            + "'buy_order_id':$buyer,'sell_order_id':$seller},'channel':'live_trades_$market',"
            + "'event':'trade'}");
    closing("{'event':'bts:request_reconnect','channel':'','data':''}");
    history("/api/v2/transactions/{market}/")
        .selection(BitstampProtocol::rows)
        .row("{'date':'$sec','tid':'$id','amount':'$size','type':'$side(0|1)','price':'$price'}")
        .unknown(404, "{'status':'error','reason':'Not found'}")
        .refusals(
            "{'status':'error','reason':'Request refused','code':'$status'}",
            "{'status':'error','reason':'Request refused','code':'$status'}");
  }

  private static List<Trade> rows(PastTrades past, RequestHead request) {
    long windowS = WINDOWS_S.getOrDefault(request.text("time"), 3_600L);
    return past.newest(trade -> trade.exchangeTimeUs() >= past.nowUs() - windowS * 1_000_000);
  }
}
