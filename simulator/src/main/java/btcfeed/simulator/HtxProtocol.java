package btcfeed.simulator;

import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Trade;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

/**
 * HTX: every message packed with gzip in a binary frame, several trades in one, newest first, the
 * last from before the subscription once more and unmarked; it asks in words whether the client is
 * there. One page: the last two thousand, newest first.
 */
final class HtxProtocol implements VenueProtocol {
  private static final Profile PROFILE =
      Profile.counting("htx", "/ws", "BTC-USDT", false, HeartbeatPolicy.ASKS)
          .every(Duration.ofSeconds(5), Duration.ofSeconds(10));
  private static final int MAX_ROWS = 2000;

  @Override
  public Profile profile() {
    return PROFILE;
  }

  @Override
  public boolean connects(String path) {
    return path.equals("/ws");
  }

  @Override
  public ClientSession talk(RequestHead request, ExchangeView hall) {
    return new HtxTalk(hall);
  }

  @Override
  public HistoryPage page(Query query, ExchangeView hall) {
    if (!query.path().equals("/market/history/trade")) {
      return HistoryPage.failed(404, Templates.json("{'status':'error','err-code':'not-found'}"));
    }
    Optional<Symbol> symbol = SymbolSpelling.SMALL.read(query.text("symbol"), hall.symbols());
    if (symbol.isEmpty()) {
      return HistoryPage.of(
          Templates.json(
              "{'status':'error','err-code':'invalid-parameter','err-msg':'invalid symbol'}"));
    }
    List<Trade> rows =
        PastTrades.last(hall.tape(symbol.get()), query.limit("size", 1, MAX_ROWS), _ -> true);
    return HistoryPage.of(
        Templates.json(
            "{'ch':'%s','status':'ok','ts':%d,'data':[%s]}",
            channel(symbol.get()),
            hall.wallUs() / 1000,
            Templates.list(
                rows,
                trade ->
                    Templates.json(
                        "{'id':%s,'ts':%d,'data':[%s]}",
                        tick(trade), trade.exchangeTimeUs() / 1000, row("trade-id", trade)))));
  }

  @Override
  public String sorry(int status) {
    return Templates.json(
        "{'status':'error','err-code':'%s','err-msg':'refused'}",
        status == 429 ? "too-many-request" : "system-error");
  }

  private static String channel(Symbol symbol) {
    return "market." + SymbolSpelling.SMALL.of(symbol) + ".trade.detail";
  }

  private static long tick(Trade trade) {
    return 193_150_000_000L + PastTrades.number(trade);
  }

  private static String row(String idMember, Trade trade) {
    return Templates.json(
        "{'id':%d5177151671992419%d,'ts':%d,'%s':%s,'amount':%s,'price':%s,'direction':'%s'}",
        tick(trade),
        Math.floorMod(PastTrades.number(trade), 10),
        trade.exchangeTimeUs() / 1000,
        idMember,
        trade.id().text(),
        Templates.scientific(trade.quantity()),
        Templates.scientific(trade.price()),
        Templates.side(trade, "buy", "sell"));
  }

  /** A conversation. */
  private static final class HtxTalk extends ClientSession {
    HtxTalk(ExchangeView hall) {
      super(hall);
    }

    @Override
    boolean smallTalk(String said, MessageSink out) {
      ClientRequest.value(said, "ping")
          .ifPresent(ping -> pack(Templates.json("{'pong':%s}", ping), out));
      return said.contains("\"ping\"") || said.contains("\"pong\"");
    }

    @Override
    void request(String request, MessageSink out) {
      Optional<String> sub = ClientRequest.text(request, "sub");
      String channel = sub.or(() -> ClientRequest.text(request, "unsub")).orElse("");
      Optional<Symbol> symbol =
          hall().symbols().stream().filter(s -> channel(s).equals(channel)).findFirst();
      if (symbol.isEmpty()) {
        refuse(request, 0, "invalid topic " + channel, out);
        return;
      }
      pack(
          Templates.json(
              "{'id':%s,'status':'ok','%s':'%s','ts':%d}",
              ClientRequest.value(request, "id").orElse("null"),
              sub.isPresent() ? "subbed" : "unsubbed",
              channel,
              hall().wallUs() / 1000),
          out);
      if (sub.isPresent()) {
        subscribe(symbol.get());
        trades(hall().newest(symbol.get(), 1), out);
      } else {
        unsubscribe(symbol.get());
      }
    }

    @Override
    void refuse(String request, int code, String words, MessageSink out) {
      pack(
          Templates.json(
              "{'status':'error','err-code':'bad-request','err-msg':%s,'id':%s,'ts':%d}",
              Templates.quoted(words),
              ClientRequest.value(request, "id").orElse("null"),
              hall().wallUs() / 1000),
          out);
    }

    @Override
    void trades(List<Trade> trades, MessageSink out) {
      for (List<Trade> message : messages(trades)) {
        Trade last = message.getLast();
        pack(
            Templates.json(
                "{'ch':'%s','ts':%d,'tick':{'id':%d,'ts':%d,'data':[%s]}}",
                channel(last.market().symbol()),
                hall().wallUs() / 1000,
                tick(last),
                last.exchangeTimeUs() / 1000,
                Templates.list(message.reversed(), trade -> row("tradeId", trade))),
            out);
      }
    }

    @Override
    void beat(MessageSink out) {
      pack(Templates.json("{'ping':%d}", hall().wallUs() / 1000), out);
    }

    private static void pack(String text, MessageSink out) {
      ByteArrayOutputStream packed = new ByteArrayOutputStream();
      try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
        gzip.write(text.getBytes(StandardCharsets.UTF_8));
      } catch (IOException e) {
        throw new UncheckedIOException("writing to memory does not fail", e);
      }
      out.binary(packed.toByteArray());
    }
  }
}
