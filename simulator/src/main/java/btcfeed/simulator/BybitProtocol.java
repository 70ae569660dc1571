package btcfeed.simulator;

/**
 * Bybit v5, spot: several trades in a message and ids with holes. One history page: the last sixty
 * trades, newest first.
 */
final class BybitProtocol extends VenueProtocol {
  private static final String CONNECTION = ",'conn_id':'d9avrj8i70nu0j2a80n0-9cfc4'$echo,'op':";

  BybitProtocol() {
    super("bybit", "/v5/public/spot", "BTC-USDT", SymbolSpelling.JOINED);
    sharedIds(2_290_000_001_202_469_355L);
    heartbeats(HeartbeatPolicy.CLIENT_PINGS, 1, 600);
    fields().trade("seq", trade -> PastTrades.number(trade) % 1_000_000_000_000L);
    fields().message("echo", message -> message.request().echo("req_id"));
    fields().message("op", message -> message.request().text("op"));
    pings(
        ping -> ping.is("op", "ping"), "{'success':true,'ret_msg':'pong'" + CONNECTION + "'ping'}");
    channels("publicTrade.$market", request -> request.list("args"));
    together();
    unknown(10001, "Invalid symbol :[$channel]");
    refusal("{'success':false,'ret_msg':'$reason'" + CONNECTION + "'$op'}");
    answer("{'success':true,'ret_msg':'$op'" + CONNECTION + "'$op'}");
    rows(
        "{'i':'$id','T':$ms,'p':'$price','v':'$size','S':'$side(Buy|Sell)','seq':$seq,"
            + "'s':'$market','BT':false,'RPI':false}");
    update("{'topic':'publicTrade.$market','ts':$now,'type':'snapshot','data':[$rows]}");
    history("/v5/market/recent-trade?symbol={market}")
        .limit("limit", 60, 60)
        .page(
            "{'retCode':0,'retMsg':'OK','result':{'category':'spot','list':[$rows]},"
                + "'retExtInfo':{},'time':$now}")
        .row(
            "{'execId':'$id','symbol':'$market','price':'$price','size':'$size',"
                + "'side':'$side(Buy|Sell)','time':'$ms','isBlockTrade':false,"
                + "'isRPITrade':false,'seq':'$seq'}")
        .unknown(404, "")
        .unknownMarket(200, "{'retCode':10001,'retMsg':'Not supported symbols','result':{}}")
        .refusals(
            "{'retCode':10006,'retMsg':'Too many visits!','result':{}}",
            "{'retCode':10016,'retMsg':'Server error','result':{}}");
  }
}
