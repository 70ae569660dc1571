package btcfeed.http.stream;

import java.util.concurrent.atomic.LongAdder;

/** What the stream did so far. Any thread. */
public final class StreamStats {
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

  public long readers() {
    return opened.sum() - closed.sum();
  }

  /** Readers that found every place taken. */
  public long refusedReaders() {
    return refused.sum();
  }

  /** Ticks and gaps, to all readers together. */
  public long events() {
    return events.sum();
  }

  /** Readers sent away because they did not read, or because their place is no more. */
  public long droppedReaders() {
    return dropped.sum();
  }
}
