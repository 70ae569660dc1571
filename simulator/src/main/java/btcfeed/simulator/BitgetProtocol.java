package btcfeed.simulator;

/**
 * Bitget v2, spot: several trades in a message, newest first, and a snapshot after the
 * subscription. Ids have nineteen digits and holes. History pages by time, newest first.
 */
final class BitgetProtocol extends VenueProtocol {
  private static final String ARGUMENT = "'arg':{'instType':'SPOT','channel':'trade','instId':";
  private static final String UPDATE = "," + ARGUMENT + "'$market'},'data':[$newest],'ts':$now}";

  BitgetProtocol() {
    super("bitget", "/v2/ws/public", "BTC-USDT", SymbolSpelling.JOINED);
    sharedIds(1_478_949_856_623_706_112L);
    heartbeats(HeartbeatPolicy.CLIENT_PINGS, 1, 120);
    pings(ping -> ping.json().equals("ping"), "pong");
    channels("$market", request -> request.texts("instId"));
    unknown(30001, "instType:SPOT,channel:trade,instId:$channel doesn't exist");
    refusal("{'event':'error'," + ARGUMENT + "'$channel'},'code':$code,'msg':'$reason'}");
    answer("{'event':'subscribe'," + ARGUMENT + "'$channel'}}");
    pastTrades(MAX_ROWS);
    rows("{'ts':'$ms','price':'$price','size':'$size','side':'$side(buy|sell)','tradeId':'$id'}");
    snapshot("{'action':'snapshot'" + UPDATE);
    update("{'action':'update'" + UPDATE);
    history("/api/v2/spot/market/fills-history?symbol={market}")
        .limit("limit", 500, 1000)
        .selection(
            (past, request) ->
                past.newest(request.between("startTime", "endTime", PastTrades::millis)))
        .page("{'code':'00000','msg':'success','requestTime':$now,'data':[$rows]}")
        .row(
            "{'symbol':'$market','tradeId':'$id','side':'$side(Buy|Sell)','price':'$price',"
                + "'size':'$size','ts':'$ms'}")
        .unknown(404, "{'code':'40404','msg':'Request URL NOT FOUND'}")
        .unknownMarket(400, "{'code':'40034','msg':'Parameter does not exist'}")
        .refusals(
            "{'code':'429','msg':'Too Many Requests'}",
            "{'code':'40015','msg':'System is abnormal, please try again later'}");
  }
}
