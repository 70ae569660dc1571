package btcfeed.simulator;

import btcfeed.domain.market.Trade;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * KuCoin, classic spot: a token over HTTP before the WebSocket, a welcome message, and one trade in
 * a message with nanoseconds. One history page: the last hundred trades, oldest first.
 */
final class KucoinProtocol extends VenueProtocol {
  private static final int PING_EVERY_S = 18;
  private static final int PONG_WITHIN_S = 10;
  private static final String TOPIC = "/market/match:";
  private static final TradeTemplate TRADE =
      new TradeTemplate(
          SymbolSpelling.DASH,
          "{'topic':'/market/match:$market','type':'message','subject':'trade.l3match','data':{"
              + "'symbol':'$market','side':'$side(buy|sell)','price':'$price','size':'$size',"
              + "'sequence':'$number','tradeId':'$id','makerOrderId':'$maker',"
              + "'takerOrderId':'$taker','time':'$ns'}}",
          Map.of(
              "number", trade -> Long.toString(PastTrades.number(trade)),
              "maker", trade -> "%024x".formatted(2 * PastTrades.number(trade)),
              "taker", trade -> "%024x".formatted(2 * PastTrades.number(trade) + 1)));
  private static final HistoryEndpoint HISTORY =
      HistoryEndpoint.at("/api/v1/market/histories?symbol={market}", SymbolSpelling.DASH)
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

  KucoinProtocol() {
    super(
        Profile.of("kucoin", "/", "BTC-USDT", HeartbeatPolicy.CLIENT_PINGS)
            .opaqueIds(455_391_760_226_305L)
            .microseconds()
            .seconds(1, PING_EVERY_S + PONG_WITHIN_S),
        HISTORY,
        Session::new);
  }

  @Override
  HistoryPage page(RequestHead request, ExchangeView view) {
    if (!request.path().equals("/api/v1/bullet-public")) {
      return super.page(request, view);
    }
    return request.method().equals("POST")
        ? HistoryPage.of(
            200,
            "{'code':'200000','data':{'token':'2neAiuYvAU61ZDXANAGAsiL4','instanceServers':[{"
                + "'endpoint':'%s/','encrypt':%b,'protocol':'websocket','pingInterval':%d000,"
                + "'pingTimeout':%d000}]}}",
            view.address(),
            view.address().startsWith("wss"),
            PING_EVERY_S,
            PONG_WITHIN_S)
        : HistoryPage.of(405, "{'msg':'Method Not Allowed','code':'405000'}");
  }

  private static final class Session extends ClientSession {
    private final boolean hasToken;

    Session(RequestHead request, ExchangeView view) {
      super(view);
      hasToken = !request.text("token").isEmpty();
    }

    @Override
    void greet(MessageSink out) {
      out.json(
          hasToken
              ? "{'id':'NSkIrWGB1s','type':'welcome'}"
              : "{'id':'NSkIrWGB1s','type':'error','code':401,'data':'token is invalid'}");
    }

    @Override
    Optional<String> pong(ClientRequest message) {
      return pongIf(message.is("type", "ping"), "{'id':%s,'type':'pong'}", message.id());
    }

    @Override
    void request(ClientRequest request, MessageSink out) {
      String topic = request.text("topic");
      List<String> names = List.of(topic.replaceFirst("^" + TOPIC, "").split(","));
      allListed(
              topic.startsWith(TOPIC) && hasToken ? names : List.of(""),
              "",
              SymbolSpelling.DASH,
              _ -> refuse(request, 404, "topic " + topic + " is not found", out))
          .ifPresent(
              symbols -> {
                out.json("{'id':%s,'type':'ack'}", request.id());
                symbols.forEach(this::subscribe);
              });
    }

    @Override
    void refuse(ClientRequest request, int code, String reason, MessageSink out) {
      out.json(
          "{'id':%s,'type':'error','code':%d,'data':%s}",
          request.id(), code, Templates.quoted(reason));
    }

    @Override
    void trades(List<Trade> trades, MessageSink out) {
      trades.forEach(trade -> out.text(TRADE.of(trade)));
    }
  }
}
