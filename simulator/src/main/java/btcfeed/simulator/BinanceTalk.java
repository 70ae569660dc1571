package btcfeed.simulator;

import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Trade;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** A conversation with Binance: streams by address or by request, in either shape. */
final class BinanceTalk extends Talk {
  private final Set<String> streams = new TreeSet<>();
  private final BinanceText text;
  private final boolean combined;

  BinanceTalk(Request request, Hall hall) {
    super(hall);
    combined = request.path().startsWith("/stream");
    text = new BinanceText(combined, request.query().contains("timeUnit=MICROSECOND"));
    if (request.path().startsWith("/ws/")) {
      addStreams(request.path().substring("/ws/".length()));
    }
    for (String parameter : request.query().split("&")) {
      if (parameter.startsWith("streams=")) {
        addStreams(parameter.substring("streams=".length()));
      }
    }
  }

  @Override
  boolean subscribed() {
    return !streams.isEmpty();
  }

  @Override
  boolean wants(Symbol symbol) {
    return streams.contains(BinanceText.stream(symbol));
  }

  @Override
  void request(String request, Out out) {
    Optional<String> method = Asked.text(request, "method");
    if (!request.startsWith("{") || method.isEmpty()) {
      refuse(request, 3, "Invalid JSON: expected value at line 1 column 1", out);
      return;
    }
    List<String> names = Asked.list(request, "params");
    switch (method.get()) {
      case "SUBSCRIBE" -> {
        answer(request, "null", out);
        streams.addAll(names);
      }
      case "UNSUBSCRIBE" -> {
        answer(request, "null", out);
        names.forEach(streams::remove);
      }
      case "LIST_SUBSCRIPTIONS" ->
          answer(request, "[" + Say.list(List.copyOf(streams), Say::quoted) + "]", out);
      default -> refuse(request, 2, "Invalid request: unknown variant `" + method.get() + "`", out);
    }
  }

  @Override
  void refuse(String request, int code, String words, Out out) {
    out.text(Say.json("{'code':%d,'msg':%s,'id':%s}", code, Say.quoted(words), id(request)));
  }

  @Override
  void trades(List<Trade> trades, Out out) {
    trades.forEach(trade -> text.print(trade, out));
  }

  @Override
  void closing(Out out) {
    String event = Say.json("{'e':'serverShutdown','E':%d}", hall().wallUs() / 1000);
    out.text(combined ? Say.json("{'stream':'!serverShutdown','data':%s}", event) : event);
  }

  private void addStreams(String names) {
    streams.addAll(List.of(names.split("/")));
  }

  private static void answer(String request, String result, Out out) {
    out.text(Say.json("{'result':%s,'id':%s}", result, id(request)));
  }

  private static String id(String request) {
    return Asked.value(request, "id").orElse("null");
  }
}
