package btcfeed.bootstrap.wire;

import btcfeed.application.observe.Spread;
import java.util.Collections;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.LongStream;

/** Counts durations under {@link Spread#BOUNDS}, for good. Wait-free. Any thread. */
final class Buckets {
  private static final double NANOS = TimeUnit.SECONDS.toNanos(1);

  private final AtomicLongArray counts = new AtomicLongArray(Spread.BOUNDS.size() + 1);
  private final LongAdder sumNanos = new LongAdder();

  void record(long nanos) {
    int found = Collections.binarySearch(Spread.BOUNDS, nanos / NANOS);
    counts.incrementAndGet(found < 0 ? -found - 1 : found);
    sumNanos.add(nanos);
  }

  Spread.Counts counts() {
    return new Spread.Counts(
        LongStream.range(0, counts.length()).mapToObj(i -> counts.get((int) i)).toList(),
        sumNanos.sum() / NANOS);
  }
}
