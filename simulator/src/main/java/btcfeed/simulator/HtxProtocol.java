package btcfeed.simulator;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/**
 * HTX: every message is gzip in a binary frame, with several trades, newest first. After the
 * subscription the last trade comes again, unmarked. One history page: the last two thousand
 * trades, newest first.
 */
final class HtxProtocol extends VenueProtocol {
  private static final String ROW =
      "{'id':$tick5177151671992419$digit,'ts':$ms,'ID':$id,'amount':$amount,'price':$rate,"
          + "'direction':'$side(buy|sell)'}";
  private static final String PONG = "{\"pong\":%s}";
  private static final String UPDATE =
      "{'ch':'market.$market.trade.detail','ts':$now,"
          + "'tick':{'id':$tick,'ts':$ms,'data':[$newest]}}";

  HtxProtocol() {
    super("htx", "/ws", "BTC-USDT", SymbolSpelling.SMALL);
    heartbeats(HeartbeatPolicy.PING_MESSAGES, 5, 10);
    fields().trade("tick", trade -> 193_150_000_000L + PastTrades.number(trade));
    fields().trade("digit", trade -> Math.floorMod(PastTrades.number(trade), 10));
    fields().trade("amount", trade -> Templates.scientific(trade.quantity()));
    fields().trade("rate", trade -> Templates.scientific(trade.price()));
    fields().message("pong", it -> it.request().value("ping").map(PONG::formatted).orElse(""));
    pings(it -> it.value("ping").or(() -> it.value("pong")).isPresent(), "$pong");
    channels("market.$market.trade.detail", request -> List.of(request.text("sub")));
    unknown(0, "invalid topic $channel");
    refusal(
        "{'status':'error','err-code':'bad-request','err-msg':'$reason','id':$request,'ts':$now}");
    answer("{'id':$request,'status':'ok','subbed':'$channel','ts':$now}");
    pastTrades(1);
    rows(ROW.replace("ID", "tradeId"));
    snapshot(UPDATE);
    update(UPDATE);
    heartbeat("{'ping':$now}");
    history("/market/history/trade?symbol={market}")
        .limit("size", 1, 2000)
        .page("{'ch':'market.$market.trade.detail','status':'ok','ts':$now,'data':[$rows]}")
        .row("{'id':$tick,'ts':$ms,'data':[" + ROW.replace("ID", "trade-id") + "]}")
        .unknown(404, "{'status':'error','err-code':'not-found'}")
        .unknownMarket(
            200, "{'status':'error','err-code':'invalid-parameter','err-msg':'invalid symbol'}")
        .refusals(
            "{'status':'error','err-code':'too-many-request','err-msg':'refused'}",
            "{'status':'error','err-code':'system-error','err-msg':'refused'}");
  }

  @Override
  protected void encode(String text, ClientSession session) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory does not fail", e);
    }
    session.message(Frames.BINARY, packed.toByteArray());
  }
}
