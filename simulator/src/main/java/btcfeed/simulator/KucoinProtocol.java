package btcfeed.simulator;

import java.util.List;
import java.util.stream.Stream;

/**
 * KuCoin, classic spot: a token over HTTP before the WebSocket, a welcome message, and one trade in
 * a message with nanoseconds. One history page: the last hundred trades, oldest first.
 */
final class KucoinProtocol extends VenueProtocol {
  private static final int PING_EVERY_S = 18;
  private static final int PONG_WITHIN_S = 10;
  private static final String TOPIC = "/market/match:";

  KucoinProtocol() {
    super("kucoin", "/", "BTC-USDT", SymbolSpelling.DASH);
    sharedIds(455_391_760_226_305L);
    microseconds();
    heartbeats(HeartbeatPolicy.CLIENT_PINGS, 1, PING_EVERY_S + PONG_WITHIN_S);
    fields().trade("number", trade -> PastTrades.number(trade));
    fields().trade("maker", trade -> "%024x".formatted(2 * PastTrades.number(trade)));
    fields().trade("taker", trade -> "%024x".formatted(2 * PastTrades.number(trade) + 1));
    pings(ping -> ping.is("type", "ping"), "{'id':$request,'type':'pong'}");
    channels(TOPIC + "$market", KucoinProtocol::topics);
    together();
    unknown(404, "topic $channel is not found");
    refusal("{'id':$request,'type':'error','code':$code,'data':'$reason'}");
    answer("{'id':$request,'type':'ack'}");
    update(
        "{'topic':'/market/match:$market','type':'message','subject':'trade.l3match','data':{"
            + "'symbol':'$market','side':'$side(buy|sell)','price':'$price','size':'$size',"
            + "'sequence':'$number','tradeId':'$id','makerOrderId':'$maker',"
            + "'takerOrderId':'$taker','time':'$ns'}}");
    history("/api/v1/market/histories?symbol={market}")
        .limit("", 100, 100)
        .selection((past, _) -> past.newest(_ -> true).reversed())
        .page("{'code':'200000','data':[$rows]}")
        .row(
            "{'sequence':'$id','price':'$price','size':'$size','side':'$side(buy|sell)',"
                + "'time':$ns}")
        .unknown(404, "{'code':'404000','msg':'Url Not Found'}")
        .unknownMarket(200, "{'code':'400100','msg':'symbol not exists'}")
        .refusals(
            "{'code':'429000','msg':'Too Many Requests'}",
            "{'code':'500000','msg':'Internal Server Error'}");
  }

  /** One topic can name several markets. */
  private static List<String> topics(ClientRequest request) {
    String[] names = request.text("topic").split(",");
    return Stream.of(names).map(name -> name.startsWith(TOPIC) ? name : TOPIC + name).toList();
  }

  @Override
  protected HttpAnswer page(RequestHead request, SimulatedMarkets markets) {
    if (!request.path().equals("/api/v1/bullet-public")) {
      return super.page(request, markets);
    }
    return request.method().equals("POST")
        ? HttpAnswer.page(
            200,
            "{'code':'200000','data':{'token':'2neAiuYvAU61ZDXANAGAsiL4','instanceServers':[{"
                + "'endpoint':'%s/','encrypt':%b,'protocol':'websocket','pingInterval':%d000,"
                + "'pingTimeout':%d000}]}}",
            request.serverAddress(),
            request.secure(),
            PING_EVERY_S,
            PONG_WITHIN_S)
        : HttpAnswer.page(405, "{'msg':'Method Not Allowed','code':'405000'}");
  }

  @Override
  protected void greet(ClientSession session) {
    session.json(
        hasToken(session)
            ? "{'id':'NSkIrWGB1s','type':'welcome'}"
            : "{'id':'NSkIrWGB1s','type':'error','code':401,'data':'token is invalid'}");
  }

  @Override
  protected void request(ClientSession session, ClientRequest request) {
    if (hasToken(session)) {
      super.request(session, request);
    } else {
      refuse(session, request, 404, "topic " + request.text("topic") + " is not found");
    }
  }

  private static boolean hasToken(ClientSession session) {
    return !session.request().text("token").isEmpty();
  }
}
