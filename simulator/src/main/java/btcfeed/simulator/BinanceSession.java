package btcfeed.simulator;

import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Trade;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** A conversation with Binance: streams by address or by request, in either shape. */
final class BinanceSession extends ClientSession {
  private final Set<String> streams = new TreeSet<>();
  private final BinanceText text;
  private final boolean combined;

  BinanceSession(RequestHead request, ExchangeView hall) {
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
  void request(String request, MessageSink out) {
    Optional<String> method = ClientRequest.text(request, "method");
    if (!request.startsWith("{") || method.isEmpty()) {
      refuse(request, 3, "Invalid JSON: expected value at line 1 column 1", out);
      return;
    }
    List<String> names = ClientRequest.list(request, "params");
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
          answer(request, "[" + Templates.list(List.copyOf(streams), Templates::quoted) + "]", out);
      default -> refuse(request, 2, "Invalid request: unknown variant `" + method.get() + "`", out);
    }
  }

  @Override
  void refuse(String request, int code, String words, MessageSink out) {
    out.text(
        Templates.json("{'code':%d,'msg':%s,'id':%s}", code, Templates.quoted(words), id(request)));
  }

  @Override
  void trades(List<Trade> trades, MessageSink out) {
    trades.forEach(trade -> text.print(trade, out));
  }

  @Override
  void closing(MessageSink out) {
    String event = Templates.json("{'e':'serverShutdown','E':%d}", hall().wallUs() / 1000);
    out.text(combined ? Templates.json("{'stream':'!serverShutdown','data':%s}", event) : event);
  }

  private void addStreams(String names) {
    streams.addAll(List.of(names.split("/")));
  }

  private static void answer(String request, String result, MessageSink out) {
    out.text(Templates.json("{'result':%s,'id':%s}", result, id(request)));
  }

  private static String id(String request) {
    return ClientRequest.value(request, "id").orElse("null");
  }
}
