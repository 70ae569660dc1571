package btcfeed.http;

import java.util.concurrent.atomic.LongAdder;

/** What the stream did so far. Any thread. */
final class StreamStats {
  private final LongAdder opened = new LongAdder();
  private final LongAdder closed = new LongAdder();
  private final LongAdder refused = new LongAdder();
  private final LongAdder events = new LongAdder();
  private final LongAdder dropped = new LongAdder();

  void opened() {
    opened.increment();
  }

  void closed() {
    closed.increment();
  }

  void refused() {
    refused.increment();
  }

  void sent(int count) {
    events.add(count);
  }

  void dropped() {
    dropped.increment();
  }

  long readers() {
    return opened.sum() - closed.sum();
  }

  /** Readers that found every place taken. */
  long refusedReaders() {
    return refused.sum();
  }

  /** Ticks and gaps, to all readers together. */
  long events() {
    return events.sum();
  }

  /** Readers sent away because they did not read, or because their place is no more. */
  long droppedReaders() {
    return dropped.sum();
  }
}
