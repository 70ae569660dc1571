package btcfeed.sink.kafka;

import static btcfeed.sinkkit.SinkRecords.batch;
import static btcfeed.sinkkit.SinkRecords.id;
import static btcfeed.sinkkit.SinkRecords.ticks;

import btcfeed.domain.port.SinkPort;
import btcfeed.domain.port.SinkPort.Answer;
import btcfeed.domain.sink.SinkCursor;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Writes numbered ticks into a sink as the service does: after a failure it claims the sink again,
 * and continues after the cursor.
 */
final class Pump {
  private static final int BATCH = 100;

  private final SinkPort sink;
  private final long epoch;
  private final int total;
  private final AtomicInteger written = new AtomicInteger();
  private final AtomicInteger failures = new AtomicInteger();
  private final AtomicLong longestNanos = new AtomicLong();

  Pump(SinkPort sink, long epoch, int total) {
    this.sink = sink;
    this.epoch = epoch;
    this.total = total;
  }

  /** Returns when the sink has all ticks. */
  void run() {
    boolean claimed = false;
    while (written.get() < total) {
      int from = written.get() + 1;
      int to = Math.min(total, written.get() + BATCH);
      long start = System.nanoTime();
      Answer answer = claimed ? sink.write(batch(epoch, ticks(from, to))) : sink.claim(epoch);
      longestNanos.accumulateAndGet(System.nanoTime() - start, Math::max);
      switch (answer) {
        case Answer.At(SinkCursor cursor) -> {
          claimed = true;
          written.set(number(cursor));
        }
        case Answer.Failed _ -> {
          claimed = false;
          failures.incrementAndGet();
        }
        case Answer.Fenced(String detail) -> throw new IllegalStateException(detail);
      }
    }
  }

  private static int number(SinkCursor cursor) {
    return cursor.equals(SinkCursor.START) ? 0 : Math.toIntExact(cursor.after().ms() - id(0).ms());
  }

  /** The number of the last tick that the sink confirmed. */
  int written() {
    return written.get();
  }

  int failures() {
    return failures.get();
  }

  /** The longest call. */
  Duration longest() {
    return Duration.ofNanos(longestNanos.get());
  }
}
