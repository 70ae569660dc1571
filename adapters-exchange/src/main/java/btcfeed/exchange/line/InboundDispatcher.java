package btcfeed.exchange.line;

import btcfeed.domain.line.BadInput;
import btcfeed.domain.line.LineEvent;
import btcfeed.domain.market.Market;
import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Trade;
import btcfeed.domain.market.TradeId;
import btcfeed.domain.time.Clock;
import btcfeed.exchange.codec.DecodeSink;
import btcfeed.exchange.codec.FrameDecoder;
import btcfeed.exchange.codec.PartialDecodeSink;
import btcfeed.exchange.input.PayloadSample;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Decodes the messages of one connection and emits the line's events. It adds arrival times, and a
 * sample of bad messages.
 *
 * <p>Trades of messages that arrived together become one event, emitted by {@link #flush}: at high
 * rates a message then costs less than an ingest step. One thread.
 */
final class InboundDispatcher implements DecodeSink {
  // Bounds the memory of a full event queue.
  private static final int MAX_PENDING = 16;

  private final FrameDecoder decoder;
  private final Consumer<LineEvent> listener;
  private final OutboundQueue outbound;
  private final Clock clock;
  private final List<LineEvent> events = new ArrayList<>();
  private final List<Trade> trades = new ArrayList<>();
  private FrameTap.Tapped tap = FrameTap.Tapped.NOTHING;

  private byte[] message = new byte[0];
  private long receivedUs;
  private long receivedNanos;

  InboundDispatcher(
      FrameDecoder decoder, Consumer<LineEvent> listener, OutboundQueue outbound, Clock clock) {
    this.decoder = decoder;
    this.listener = listener;
    this.outbound = outbound;
    this.clock = clock;
  }

  /** Passes every message that follows to a tap as well. */
  void tap(FrameTap.Tapped tapped) {
    tap = tapped;
  }

  /** The messages that follow arrive now. */
  void arrived() {
    arrived(clock.wallUs(), clock.nanos());
  }

  /** Sets the arrival time of the messages that follow, on both clocks. */
  void arrived(long timeUs, long nanos) {
    flush();
    receivedUs = timeUs;
    receivedNanos = nanos;
  }

  /** Decodes one whole message. */
  void message(byte[] bytes, boolean binary) {
    message = bytes;
    if (trades.size() + events.size() >= MAX_PENDING) {
      flush();
    }
    tap.message(bytes, binary, receivedUs);
    try {
      if (binary) {
        decoder.decodeBinary(bytes, bytes.length, this);
      } else {
        decoder.decode(bytes, bytes.length, this);
      }
    } catch (RuntimeException _) {
      // A fault of the decoder costs one message, not the connection.
      bad(BadInput.MALFORMED);
    }
  }

  /** Decodes the beginning of a message whose rest is lost, and emits what can be used of it. */
  void cut(byte[] beginning, boolean binary) {
    flush();
    tap.cut(beginning, binary, receivedUs);
    Recovered recovered = new Recovered();
    try {
      if (binary) {
        decoder.decodeCutBinary(beginning, beginning.length, recovered);
      } else {
        decoder.decodeCut(beginning, beginning.length, recovered);
      }
    } catch (RuntimeException _) {
      // A fault of the decoder; what it delivered before is valid.
    }
    if (!recovered.whole.isEmpty() || recovered.cut.isPresent()) {
      listener.accept(
          new LineEvent.Cut(
              List.copyOf(recovered.whole), recovered.cut, receivedUs, receivedNanos));
    }
  }

  /** What can be used of a message that was cut. */
  private static final class Recovered implements PartialDecodeSink {
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

  /** Emits everything decoded so far. */
  void flush() {
    endTrades();
    if (!events.isEmpty()) {
      List<LineEvent> pending = List.copyOf(events);
      events.clear();
      pending.forEach(listener);
    }
  }

  /** Releases the decoder and the tap; no message follows. */
  void close() {
    decoder.close();
    tap.closed(clock.wallUs());
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
    outbound.send(text);
  }

  @Override
  public void welcome() {
    outbound.welcome();
  }

  @Override
  public void refused(String detail) {
    add(
        new LineEvent.SubscriptionRefused(
            PayloadSample.of(detail), RefusalClassifier.kind(detail)));
  }

  @Override
  public void plannedClose(String detail, Duration within) {
    add(new LineEvent.PlannedClose(detail, within));
  }

  @Override
  public void bad(BadInput reason, Optional<Symbol> symbol, int count) {
    add(new LineEvent.Bad(reason, PayloadSample.of(message), symbol, count));
  }

  /** Reports bad input that is no message of the venue. */
  void bad(BadInput reason, String detail) {
    add(new LineEvent.Bad(reason, detail, Optional.empty()));
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
