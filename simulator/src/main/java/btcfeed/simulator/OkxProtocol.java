package btcfeed.simulator;

/**
 * OKX: one trade in a message and one answer per market. After the subscription the last trade
 * comes again, unmarked. History pages by id, newest first.
 */
final class OkxProtocol extends VenueProtocol {
  private static final String CONNECTION = "'connId':'c7f0ba8e'}";
  private static final String TRADE =
      "{'arg':{'channel':'trades-all','instId':'$market'},'data':[{'instId':'$market',"
          + "'tradeId':'$id','px':'$price','sz':'$size','side':'$side(buy|sell)',"
          + "'ts':'$ms','source':'0'}]}";

  OkxProtocol() {
    super("okx", "/ws/v5/business", "BTC-USDT", SymbolSpelling.DASH);
    heartbeats(HeartbeatPolicy.CLIENT_PINGS, 1, 30);
    pings(ping -> ping.json().equals("ping"), "pong");
    channels("$market", request -> request.texts("instId"));
    unknown(60018, "Wrong URL or channel:trades-all,instId:$channel doesn't exist.");
    refusal("{'event':'error','code':'$code','msg':'$reason'," + CONNECTION);
    answer("{'event':'subscribe','arg':{'channel':'trades-all','instId':'$channel'}," + CONNECTION);
    pastTrades(1);
    snapshot(TRADE);
    update(TRADE);
    closing(
        "{'event':'notice','code':'64008','msg':'The connection will soon be closed for a"
            + " service upgrade. Please reconnect.',"
            + CONNECTION);
    history("/api/v5/market/history-trades?instId={market}")
        .limit("limit", 100, 100)
        .selection((past, request) -> past.newest(request.below("after", PastTrades::number)))
        .page("{'code':'0','msg':'','data':[$rows]}")
        .row(
            "{'instId':'$market','side':'$side(buy|sell)','sz':'$size','px':'$price',"
                + "'source':'0','tradeId':'$id','ts':'$ms'}")
        .unknown(404, "{'code':'404','msg':'Not Found','data':[]}")
        .unknownMarket(200, "{'code':'51001','msg':'Instrument ID does not exist','data':[]}")
        .refusals(
            "{'code':'50011','msg':'Too Many Requests','data':[]}",
            "{'code':'50001','msg':'Service temporarily unavailable','data':[]}");
  }
}
