package btcfeed.exchange.line;

import btcfeed.domain.line.BadInput;
import btcfeed.domain.line.LineEvent;
import btcfeed.domain.market.Market;
import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Trade;
import btcfeed.domain.market.TradeId;
import btcfeed.exchange.codec.DecodeSink;
import btcfeed.exchange.codec.FrameDecoder;
import btcfeed.exchange.codec.PartialDecodeSink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Turns messages into the line's events: lets the venue's decoder hear them, adds when they came
 * and a sample of what was bad, and says it all through the gate. One thread.
 *
 * <p>Trades of messages that arrived together are said together, in {@link #flush}: when a venue is
 * in a hurry that is what keeps one message from costing a whole step.
 */
final class InboundDispatcher implements DecodeSink {
  // So that a full queue of events is bounded by what is in it.
  private static final int MOST_TOGETHER = 16;

  private final FrameDecoder decoder;
  private final EventGate gate;
  private final OutboundQueue speaker;
  private final ConnectionTap overhearing;
  private final List<LineEvent> events = new ArrayList<>();
  private final List<Trade> trades = new ArrayList<>();

  private byte[] message = new byte[0];
  private int length;
  // Of the message, once something in it was bad.
  private String sample = "";
  private long receivedUs;
  private long receivedNanos;

  InboundDispatcher(
      FrameDecoder decoder, EventGate gate, OutboundQueue speaker, ConnectionTap overhearing) {
    this.decoder = decoder;
    this.gate = gate;
    this.speaker = speaker;
    this.overhearing = overhearing;
  }

  /** Hears one whole message, and when its last byte had come, on both clocks. */
  void hear(byte[] bytes, boolean binary, long timeUs, long nanos) {
    message = bytes;
    length = bytes.length;
    sample = "";
    if (receivedNanos != nanos || trades.size() + events.size() >= MOST_TOGETHER) {
      flush();
    }
    receivedUs = timeUs;
    receivedNanos = nanos;
    overhearing.message(bytes, binary, timeUs);
    try {
      if (binary) {
        decoder.decodeBinary(bytes, length, this);
      } else {
        decoder.decode(bytes, length, this);
      }
    } catch (RuntimeException e) {
      // A decoder's mistake about one message must not cost the connection.
      bad(BadInput.MALFORMED, Optional.empty());
    }
  }

  /** Hears the beginning of a message whose rest will never come, and says what is left of it. */
  void cut(byte[] beginning, boolean binary, long timeUs, long nanos) {
    flush();
    overhearing.cut(beginning, binary, timeUs);
    Left left = new Left();
    try {
      if (binary) {
        decoder.decodeCutBinary(beginning, beginning.length, left);
      } else {
        decoder.decodeCut(beginning, beginning.length, left);
      }
    } catch (RuntimeException e) {
      // A decoder's mistake; what it said before is as good as any.
    }
    if (!left.whole.isEmpty() || left.cut.isPresent()) {
      gate.say(new LineEvent.Cut(List.copyOf(left.whole), left.cut, timeUs, nanos));
    }
  }

  /** What is left of a cut message. */
  private static final class Left implements PartialDecodeSink {
    private final List<Trade> whole = new ArrayList<>();
    private Optional<LineEvent.Cut.Name> cut = Optional.empty();

    @Override
    public void trade(Trade trade) {
      whole.add(trade);
    }

    @Override
    public void cut(Market market, TradeId id) {
      cut = Optional.of(new LineEvent.Cut.Name(market, id));
    }
  }

  /** Says everything heard so far. */
  void flush() {
    endTrades();
    List<LineEvent> heard = List.copyOf(events);
    events.clear();
    heard.forEach(gate::say);
  }

  /** Nothing more will be heard. Any thread. */
  void close() {
    decoder.close();
  }

  @Override
  public void trade(Trade trade) {
    trades.add(trade);
  }

  @Override
  public void confirmed() {
    add(new LineEvent.Confirmed());
  }

  @Override
  public void heartbeat() {
    add(new LineEvent.Heartbeat());
  }

  @Override
  public void reached(Market market, TradeId id) {
    add(new LineEvent.Reached(market, id, receivedUs));
  }

  @Override
  public void reply(String text) {
    speaker.say(text);
  }

  @Override
  public void welcome() {
    speaker.welcome();
  }

  @Override
  public void refused(String detail) {
    add(new LineEvent.SubscriptionRefused(PayloadSample.of(detail), RefusalWords.kind(detail)));
  }

  @Override
  public void plannedClose(String detail, Duration within) {
    add(new LineEvent.PlannedClose(detail, within));
  }

  @Override
  public void bad(BadInput reason, Optional<Symbol> symbol, int count) {
    if (sample.isEmpty()) {
      sample = PayloadSample.of(message, length);
    }
    add(new LineEvent.Bad(reason, sample, symbol, count));
  }

  private void add(LineEvent event) {
    endTrades();
    events.add(event);
  }

  private void endTrades() {
    if (!trades.isEmpty()) {
      events.add(new LineEvent.Trades(List.copyOf(trades), receivedUs, receivedNanos));
      trades.clear();
    }
  }
}
