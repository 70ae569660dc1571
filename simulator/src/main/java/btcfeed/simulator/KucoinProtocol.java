package btcfeed.simulator;

import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Trade;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * KuCoin, classic spot: a token over HTTP before the WebSocket, a welcome, every trade in a message
 * of its own with its time in nanoseconds; clients ping in words. One page: the last hundred.
 */
final class KucoinProtocol implements VenueProtocol {
  private static final Duration PING_EVERY = Duration.ofSeconds(18);
  private static final Duration PONG_WITHIN = Duration.ofSeconds(10);
  private static final Profile PROFILE =
      Profile.naming("kucoin", "/", "BTC-USDT", true, HeartbeatPolicy.LISTENS, 455_391_760_226_305L)
          .every(Duration.ofSeconds(1), PING_EVERY.plus(PONG_WITHIN));
  private static final int ROWS = 100;

  @Override
  public Profile profile() {
    return PROFILE;
  }

  @Override
  public boolean connects(String path) {
    return path.equals("/");
  }

  @Override
  public ClientSession talk(RequestHead request, ExchangeView hall) {
    return new KucoinTalk(request, hall);
  }

  @Override
  public HistoryPage page(Query query, ExchangeView hall) {
    return switch (query.path()) {
      case "/api/v1/bullet-public" ->
          query.method().equals("POST")
              ? token(hall)
              : HistoryPage.failed(
                  405, Templates.json("{'msg':'Method Not Allowed','code':'405000'}"));
      case "/api/v1/market/histories" -> histories(query, hall);
      default -> HistoryPage.failed(404, Templates.json("{'code':'404000','msg':'Url Not Found'}"));
    };
  }

  @Override
  public String sorry(int status) {
    return Templates.json(
        status == 429
            ? "{'code':'429000','msg':'Too Many Requests'}"
            : "{'code':'500000','msg':'Internal Server Error'}");
  }

  private static HistoryPage token(ExchangeView hall) {
    return HistoryPage.of(
        Templates.json(
            "{'code':'200000','data':{'token':'2neAiuYvAU61ZDXANAGAsiL4','instanceServers':[{"
                + "'endpoint':'%s/','encrypt':%b,'protocol':'websocket','pingInterval':%d,"
                + "'pingTimeout':%d}]}}",
            hall.address(),
            hall.address().startsWith("wss"),
            PING_EVERY.toMillis(),
            PONG_WITHIN.toMillis()));
  }

  private static HistoryPage histories(Query query, ExchangeView hall) {
    Optional<Symbol> symbol = SymbolSpelling.DASH.read(query.text("symbol"), hall.symbols());
    if (symbol.isEmpty()) {
      return HistoryPage.of(Templates.json("{'code':'400100','msg':'symbol not exists'}"));
    }
    List<Trade> rows = PastTrades.last(hall.tape(symbol.get()), ROWS, _ -> true).reversed();
    return HistoryPage.of(
        Templates.json(
            "{'code':'200000','data':[%s]}",
            Templates.list(
                rows,
                trade ->
                    Templates.json(
                        "{'sequence':'%s','price':'%s','size':'%s','side':'%s','time':%d}",
                        trade.id().text(),
                        trade.price().text(),
                        trade.quantity().text(),
                        Templates.side(trade, "buy", "sell"),
                        trade.exchangeTimeUs() * 1000))));
  }

  /** A conversation. */
  private static final class KucoinTalk extends ClientSession {
    private static final String TOPIC = "/market/match:";

    private final boolean welcome;

    KucoinTalk(RequestHead request, ExchangeView hall) {
      super(hall);
      welcome = !Query.of(request).text("token").isEmpty();
    }

    @Override
    void hello(MessageSink out) {
      out.text(
          Templates.json(
              welcome
                  ? "{'id':'NSkIrWGB1s','type':'welcome'}"
                  : "{'id':'NSkIrWGB1s','type':'error','code':401,'data':'token is invalid'}"));
    }

    @Override
    boolean smallTalk(String said, MessageSink out) {
      boolean ping = ClientRequest.text(said, "type").filter("ping"::equals).isPresent();
      if (ping) {
        out.text(Templates.json("{'id':%s,'type':'pong'}", id(said)));
      }
      return ping;
    }

    @Override
    void request(String request, MessageSink out) {
      String topic = ClientRequest.text(request, "topic").orElse("");
      List<Symbol> asked = new ArrayList<>();
      String names = topic.startsWith(TOPIC) ? topic.substring(TOPIC.length()) : "";
      for (String name : names.split(",")) {
        Optional<Symbol> symbol = listed(name, SymbolSpelling.DASH);
        if (symbol.isEmpty() || !welcome) {
          refuse(request, 404, "topic " + topic + " is not found", out);
          return;
        }
        asked.add(symbol.get());
      }
      out.text(Templates.json("{'id':%s,'type':'ack'}", id(request)));
      if (ClientRequest.text(request, "type").filter("unsubscribe"::equals).isPresent()) {
        asked.forEach(this::unsubscribe);
      } else {
        asked.forEach(this::subscribe);
      }
    }

    @Override
    void refuse(String request, int code, String words, MessageSink out) {
      out.text(
          Templates.json(
              "{'id':%s,'type':'error','code':%d,'data':%s}",
              id(request), code, Templates.quoted(words)));
    }

    @Override
    void trades(List<Trade> trades, MessageSink out) {
      for (Trade trade : trades) {
        Symbol symbol = trade.market().symbol();
        long number = PastTrades.number(trade);
        out.text(
            Templates.json(
                "{'topic':'%s%s','type':'message','subject':'trade.l3match','data':{"
                    + "'symbol':'%s','side':'%s','price':'%s','size':'%s','sequence':'%d',"
                    + "'tradeId':'%s','makerOrderId':'%024x','takerOrderId':'%024x',"
                    + "'time':'%d'}}",
                TOPIC,
                symbol,
                symbol,
                Templates.side(trade, "buy", "sell"),
                trade.price().text(),
                trade.quantity().text(),
                number,
                trade.id().text(),
                2 * number,
                2 * number + 1,
                trade.exchangeTimeUs() * 1000));
      }
    }

    private static String id(String request) {
      return ClientRequest.value(request, "id").orElse("null");
    }
  }
}
