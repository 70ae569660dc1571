package btcfeed.simulator;

import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Trade;
import java.math.RoundingMode;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * Binance: streams by address or by request, raw or combined. History pages by id, oldest first.
 */
final class BinanceProtocol extends VenueProtocol {
  private static final String TRADE =
      "{'e':'trade','E':$TIME,'s':'$market','t':$id,'p':'$price','q':'$size','T':$TIME,"
          + "'m':$side(false|true),'M':true}";

  private final TextTemplate<Trade> millis = row(TRADE.replace("$TIME", "$ms"));
  private final TextTemplate<Trade> micros = row(TRADE.replace("$TIME", "$us"));

  BinanceProtocol() {
    super("binance", "/ws", "BTC-USDT", SymbolSpelling.JOINED);
    heartbeats(HeartbeatPolicy.PING_FRAMES, 20, 60);
    fields().trade("value", BinanceProtocol::value);
    channels("$market", _ -> List.of(""));
    refusal("{'code':$code,'msg':'$reason','id':$request}");
    history("/api/v3/historicalTrades?symbol={market}")
        .limit("limit", 500, 1000)
        .selection(BinanceProtocol::rows)
        .row(
            "{'id':$id,'price':'$price','qty':'$size','quoteQty':'$value','time':$ms,"
                + "'isBuyerMaker':$side(false|true),'isBestMatch':true}")
        .unknownMarket(400, "{'code':-1121,'msg':'Invalid symbol.'}")
        .refusals(
            "{'code':-1003,'msg':'Too many requests; please use the websocket.'}",
            "{'code':-1000,'msg':'An unknown error occurred.'}");
  }

  @Override
  protected boolean connects(String path) {
    return path.equals("/ws") || path.startsWith("/ws/") || isCombined(path);
  }

  @Override
  protected String refusal(int status) {
    return status == 451
        ? Templates.json("{'code':0,'msg':'Service unavailable from a restricted location.'}")
        : super.refusal(status);
  }

  @Override
  protected void greet(ClientSession session) {
    String path = session.request().path().replaceFirst("^/(ws/?|stream)", "");
    Stream.of(path, session.request().text("streams"))
        .flatMap(names -> Stream.of(names.split("/")))
        .filter(name -> !name.isEmpty())
        .forEach(session.notes()::add);
    subscribe(session);
  }

  @Override
  protected boolean subscribed(ClientSession session) {
    return !session.notes().isEmpty();
  }

  @Override
  protected void request(ClientSession session, ClientRequest request) {
    String method = request.text("method");
    Collection<String> names = request.list("params");
    if (!request.json().startsWith("{") || method.isEmpty()) {
      refuse(session, request, 3, "Invalid JSON: expected value at line 1 column 1");
      return;
    }
    switch (method) {
      case "SUBSCRIBE" -> {
        answer(session, request, "null");
        session.notes().addAll(names);
      }
      case "UNSUBSCRIBE" -> {
        answer(session, request, "null");
        session.notes().removeAll(names);
      }
      case "LIST_SUBSCRIPTIONS" -> {
        String all = Templates.list(session.notes(), Templates::quoted);
        answer(session, request, "[" + all + "]");
      }
      default -> refuse(session, request, 2, "Invalid request: unknown variant `" + method + "`");
    }
    subscribe(session);
  }

  @Override
  protected void trades(List<Trade> trades, ClientSession session) {
    boolean exact = session.request().text("timeUnit").equals("MICROSECOND");
    for (Trade trade : trades) {
      send(session, stream(trade.market().symbol()), (exact ? micros : millis).of(trade));
    }
  }

  @Override
  protected void announceClose(ClientSession session) {
    String event = Templates.json("{'e':'serverShutdown','E':%d}", session.markets().wallMs());
    send(session, "!serverShutdown", event);
  }

  private static void send(ClientSession session, String stream, String event) {
    boolean combined = isCombined(session.request().path());
    session.text(combined ? "{\"stream\":\"" + stream + "\",\"data\":" + event + "}" : event);
  }

  private static void answer(ClientSession session, ClientRequest request, String result) {
    session.json("{'result':%s,'id':%s}", result, request.id());
  }

  /** Subscribes to the listed markets that have a stream. */
  private static void subscribe(ClientSession session) {
    session.subscriptions().clear();
    session.markets().symbols().stream()
        .filter(symbol -> session.notes().contains(stream(symbol)))
        .forEach(session.subscriptions()::add);
  }

  private static boolean isCombined(String path) {
    return path.equals("/stream");
  }

  private static String stream(Symbol symbol) {
    return SymbolSpelling.SMALL.of(symbol) + "@trade";
  }

  private static List<Trade> rows(PastTrades past, RequestHead request) {
    return request.number("fromId").isPresent()
        ? past.oldest(request.between("fromId", "", PastTrades::number))
        : past.newest(_ -> true).reversed();
  }

  private static String value(Trade trade) {
    return trade
        .price()
        .toBigDecimal()
        .multiply(trade.quantity().toBigDecimal())
        .setScale(8, RoundingMode.DOWN)
        .toPlainString();
  }
}
