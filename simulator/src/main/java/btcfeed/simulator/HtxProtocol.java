package btcfeed.simulator;

import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Trade;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.zip.GZIPOutputStream;

/**
 * HTX: every message is gzip in a binary frame, with several trades, newest first. After the
 * subscription the last trade comes again, unmarked. One history page: the last two thousand
 * trades, newest first.
 */
final class HtxProtocol extends VenueProtocol {
  private static final SymbolSpelling CHANNEL =
      symbol -> "market." + SymbolSpelling.SMALL.of(symbol) + ".trade.detail";
  private static final Map<String, Function<Trade, String>> FIELDS =
      Map.of(
          "tick", trade -> Long.toString(tick(trade)),
          "digit", trade -> Long.toString(Math.floorMod(PastTrades.number(trade), 10)),
          "amount", trade -> Templates.scientific(trade.quantity()),
          "rate", trade -> Templates.scientific(trade.price()));
  private static final TradeTemplate ROW = row("tradeId");
  private static final TradeTemplate HISTORY_ROW =
      new TradeTemplate(
          SymbolSpelling.SMALL,
          "{'id':$tick,'ts':$ms,'data':[$row]}",
          Map.of("tick", trade -> Long.toString(tick(trade)), "row", row("trade-id")::of));
  private static final HistoryEndpoint HISTORY =
      HistoryEndpoint.at("/market/history/trade?symbol={market}", SymbolSpelling.SMALL)
          .limit("size", 1, 2000)
          .page("{'ch':'market.$market.trade.detail','status':'ok','ts':$now,'data':[$rows]}")
          .row(HISTORY_ROW)
          .unknown(404, "{'status':'error','err-code':'not-found'}")
          .unknownMarket(
              200, "{'status':'error','err-code':'invalid-parameter','err-msg':'invalid symbol'}")
          .refusals(
              "{'status':'error','err-code':'too-many-request','err-msg':'refused'}",
              "{'status':'error','err-code':'system-error','err-msg':'refused'}");

  HtxProtocol() {
    super(
        Profile.of("htx", "/ws", "BTC-USDT", HeartbeatPolicy.PING_MESSAGES).seconds(5, 10),
        HISTORY,
        (_, view) -> new Session(view));
  }

  private static long tick(Trade trade) {
    return 193_150_000_000L + PastTrades.number(trade);
  }

  private static TradeTemplate row(String idMember) {
    return new TradeTemplate(
        SymbolSpelling.SMALL,
        "{'id':$tick5177151671992419$digit,'ts':$ms,'"
            + idMember
            + "':$id,'amount':$amount,'price':$rate,'direction':'$side(buy|sell)'}",
        FIELDS);
  }

  private static final class Session extends ClientSession {
    Session(ExchangeView view) {
      super(view);
    }

    @Override
    MessageSink encoded(MessageSink out) {
      return (_, payload, length) -> {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
          gzip.write(payload, 0, length);
        } catch (IOException e) {
          throw new UncheckedIOException("writing to memory does not fail", e);
        }
        out.binary(packed.toByteArray());
      };
    }

    @Override
    Optional<String> pong(ClientRequest message) {
      Optional<String> ping = message.value("ping");
      return ping.isPresent()
          ? Optional.of(Templates.json("{'pong':%s}", ping.get()))
          : pongIf(message.value("pong").isPresent(), "");
    }

    @Override
    void request(ClientRequest request, MessageSink out) {
      String channel = request.text("sub");
      Optional<Symbol> symbol = listed(channel, "", CHANNEL);
      if (symbol.isEmpty()) {
        refuse(request, 0, "invalid topic " + channel, out);
        return;
      }
      out.json(
          "{'id':%s,'status':'ok','subbed':'%s','ts':%d}", request.id(), channel, view().wallMs());
      subscribe(symbol.get());
      trades(view().newest(symbol.get(), 1), out);
    }

    @Override
    void refuse(ClientRequest request, int code, String reason, MessageSink out) {
      out.json(
          "{'status':'error','err-code':'bad-request','err-msg':%s,'id':%s,'ts':%d}",
          Templates.quoted(reason), request.id(), view().wallMs());
    }

    @Override
    void trades(List<Trade> trades, MessageSink out) {
      for (List<Trade> batch : batches(trades)) {
        Trade last = batch.getLast();
        out.json(
            "{'ch':'%s','ts':%d,'tick':{'id':%d,'ts':%d,'data':[%s]}}",
            CHANNEL.of(last.market().symbol()),
            view().wallMs(),
            tick(last),
            PastTrades.millis(last),
            ROW.list(batch.reversed()));
      }
    }

    @Override
    void heartbeat(MessageSink out) {
      out.json("{'ping':%d}", view().wallMs());
    }
  }
}
