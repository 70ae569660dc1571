package btcfeed.simulator;

/**
 * Crypto.com Exchange v1: several trades in a message, newest first. The answer to a subscription
 * carries past trades and looks like an update. History pages by time, newest first.
 */
final class CryptoComProtocol extends VenueProtocol {
  private static final String ROW =
      "{'d':'$id','t':$ms,'p':'$price','q':'$size','s':'$side(BUY|SELL)','i':'$market',"
          + "'m':'$match'}";
  private static final String RESULT = "'method':'subscribe','code':0,'result':{'instrument_name':";
  private static final String DATA = "'channel':'trade','data':[$newest]}}";

  CryptoComProtocol() {
    super("cryptocom", "/exchange/v1/market", "BTC-USDT", SymbolSpelling.UNDERLINE);
    sharedIds(1_788_335_095_880_381_801L);
    heartbeats(HeartbeatPolicy.PING_MESSAGES, 30, 5);
    fields().trade("match", it -> 4_611_686_018_690_000_000L + PastTrades.number(it) % 1_000_000);
    fields().message("request", it -> it.request().value("id").orElse("-1"));
    fields().message("name", it -> it.channel().replaceFirst("^trade[.]", ""));
    pings(ping -> ping.is("method", "public/respond-heartbeat"), "");
    channels("trade.$market", request -> request.list("channels"));
    unknown(40004, "Unknown symbol: $channel");
    refusal("{'id':$request,'code':$code,'method':'subscribe','message':'$reason'}");
    pastTrades(MAX_ROWS);
    rows(ROW);
    answer("{'id':$request," + RESULT + "'$name','subscription':'$channel'," + DATA);
    update("{'id':-1," + RESULT + "'$market','subscription':'trade.$market'," + DATA);
    heartbeat("{'id':$now,'method':'public/heartbeat','code':0}");
    history("/exchange/v1/public/get-trades?instrument_name={market}")
        .limit("count", 150, 150)
        .selection(
            (past, request) ->
                past.newest(request.between("start_ts", "end_ts", PastTrades::millis)))
        .page("{'id':-1,'method':'public/get-trades','code':0,'result':{'data':[$rows]}}")
        .row(ROW)
        .unknown(404, "{'code':10004,'message':'Invalid method'}")
        .unknownMarket(400, "{'code':40004,'message':'Invalid instrument_name'}")
        .refusals(
            "{'code':42901,'message':'RATE_LIMIT'}", "{'code':50001,'message':'ERR_INTERNAL'}");
  }
}
