package btcfeed.venuekit;

import btcfeed.domain.line.BadInput;
import btcfeed.domain.market.Market;
import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Trade;
import btcfeed.domain.market.TradeId;
import btcfeed.exchange.codec.DecodeSink;
import btcfeed.exchange.codec.FrameDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Notes what a decoder finds in messages. */
public final class DecodedFrames implements DecodeSink {
  public final List<Trade> trades = new ArrayList<>();
  public final List<BadInput> bad = new ArrayList<>();
  public final List<Optional<Symbol>> badSymbols = new ArrayList<>();
  public final List<String> refusals = new ArrayList<>();
  public final List<String> notices = new ArrayList<>();
  public final List<String> replies = new ArrayList<>();
  public final List<String> reached = new ArrayList<>();
  // All bad parts; a report may stand for several.
  public int badCount;
  public int welcomes;
  public int confirmations;
  public int heartbeats;

  /** The content of some messages. */
  public static DecodedFrames of(FrameDecoder decoder, String... messages) {
    DecodedFrames decoded = new DecodedFrames();
    for (String message : messages) {
      decoded.decode(decoder, message.getBytes(StandardCharsets.UTF_8), /* binary= */ false);
    }
    return decoded;
  }

  /** Adds the content of one more message. */
  public void decode(FrameDecoder decoder, byte[] message, boolean binary) {
    if (binary) {
      decoder.decodeBinary(message, message.length, this);
    } else {
      decoder.decode(message, message.length, this);
    }
  }

  /** True if the messages had no effect. */
  public boolean nothing() {
    return trades.isEmpty()
        && bad.isEmpty()
        && refusals.isEmpty()
        && notices.isEmpty()
        && replies.isEmpty()
        && welcomes == 0
        && confirmations == 0
        && heartbeats == 0;
  }

  @Override
  public void trade(Trade trade) {
    trades.add(trade);
  }

  @Override
  public void confirmed() {
    confirmations++;
  }

  @Override
  public void heartbeat() {
    heartbeats++;
  }

  @Override
  public void reached(Market market, TradeId id) {
    reached.add(market + " " + id.text());
  }

  @Override
  public void reply(String text) {
    replies.add(text);
  }

  @Override
  public void welcome() {
    welcomes++;
  }

  @Override
  public void refused(String detail) {
    refusals.add(detail);
  }

  @Override
  public void plannedClose(String detail, Duration within) {
    notices.add(detail);
  }

  @Override
  public void bad(BadInput reason, Optional<Symbol> symbol, int count) {
    bad.add(reason);
    badSymbols.add(symbol);
    badCount += count;
  }
}
