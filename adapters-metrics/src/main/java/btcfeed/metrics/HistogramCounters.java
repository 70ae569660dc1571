package btcfeed.metrics;

import btcfeed.application.observe.LatencyHistograms;
import java.util.Collections;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.LongStream;

/** Counts durations in the buckets of {@link LatencyHistograms#BOUNDS}. Wait-free. Any thread. */
final class HistogramCounters {
  private static final double NANOS = TimeUnit.SECONDS.toNanos(1);

  private final AtomicLongArray counts = new AtomicLongArray(LatencyHistograms.BOUNDS.size() + 1);
  private final LongAdder sumNanos = new LongAdder();

  void record(long nanos) {
    int found = Collections.binarySearch(LatencyHistograms.BOUNDS, nanos / NANOS);
    counts.incrementAndGet(found < 0 ? -found - 1 : found);
    sumNanos.add(nanos);
  }

  LatencyHistograms.Counts counts() {
    return new LatencyHistograms.Counts(
        LongStream.range(0, counts.length()).mapToObj(i -> counts.get((int) i)).toList(),
        sumNanos.sum() / NANOS);
  }
}
