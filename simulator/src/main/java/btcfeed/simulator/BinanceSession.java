package btcfeed.simulator;

import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Trade;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** A connection to Binance: streams by address or by request, raw or combined. */
final class BinanceSession extends ClientSession {
  private final Set<String> streams = new TreeSet<>();
  private final boolean combined;
  private final TradeTemplate trade;

  BinanceSession(RequestHead request, ExchangeView view) {
    super(view);
    combined = request.path().startsWith("/stream");
    trade = template(combined, request.text("timeUnit").equals("MICROSECOND"));
    addStreams(request.path().replaceFirst("^/(ws/?|stream)", ""));
    addStreams(request.text("streams"));
  }

  @Override
  boolean subscribed() {
    return !streams.isEmpty();
  }

  @Override
  boolean subscribedTo(Symbol symbol) {
    return streams.contains(stream(symbol));
  }

  @Override
  void request(ClientRequest request, MessageSink out) {
    String method = request.text("method");
    List<String> names = request.list("params");
    if (!request.json().startsWith("{") || method.isEmpty()) {
      refuse(request, 3, "Invalid JSON: expected value at line 1 column 1", out);
      return;
    }
    switch (method) {
      case "SUBSCRIBE" -> {
        answer(request, "null", out);
        streams.addAll(names);
      }
      case "UNSUBSCRIBE" -> {
        answer(request, "null", out);
        names.forEach(streams::remove);
      }
      case "LIST_SUBSCRIPTIONS" ->
          answer(request, "[" + Templates.list(streams, Templates::quoted) + "]", out);
      default -> refuse(request, 2, "Invalid request: unknown variant `" + method + "`", out);
    }
  }

  @Override
  void refuse(ClientRequest request, int code, String reason, MessageSink out) {
    out.json("{'code':%d,'msg':%s,'id':%s}", code, Templates.quoted(reason), request.id());
  }

  @Override
  void trades(List<Trade> trades, MessageSink out) {
    trades.forEach(each -> out.text(trade.of(each)));
  }

  @Override
  void announceClose(MessageSink out) {
    String event = Templates.json("{'e':'serverShutdown','E':%d}", view().wallMs());
    out.text(combined ? Templates.json("{'stream':'!serverShutdown','data':%s}", event) : event);
  }

  private void addStreams(String names) {
    Stream.of(names.split("/")).filter(name -> !name.isEmpty()).forEach(streams::add);
  }

  private static TradeTemplate template(boolean combined, boolean micros) {
    String event =
        "{'e':'trade','E':$time,'s':'$market','t':$id,'p':'$price','q':'$size','T':$time,"
            + "'m':$side(false|true),'M':true}";
    return new TradeTemplate(
        SymbolSpelling.JOINED,
        combined ? "{'stream':'$stream','data':" + event + "}" : event,
        Map.of(
            "stream", trade -> stream(trade.market().symbol()),
            "time", trade -> Long.toString(trade.exchangeTimeUs() / (micros ? 1 : 1000))));
  }

  private static String stream(Symbol symbol) {
    return SymbolSpelling.SMALL.of(symbol) + "@trade";
  }

  private static void answer(ClientRequest request, String result, MessageSink out) {
    out.json("{'result':%s,'id':%s}", result, request.id());
  }
}
