package btcfeed.http.stream;

import java.util.concurrent.atomic.LongAdder;

/** Counters of the stream. Any thread. */
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

  /** Readers refused because all places were taken. */
  public long refusedReaders() {
    return refused.sum();
  }

  /** Ticks and gaps sent to all readers together. */
  public long events() {
    return events.sum();
  }

  /** Readers ended because they did not read, or because their position is not available. */
  public long droppedReaders() {
    return dropped.sum();
  }
}
