package btcfeed.benchmarks.venue;

import btcfeed.domain.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The clocks of this computer. */
public record HostClock() implements Clock {
  @Override
  public long wallUs() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
  }

  @Override
  public long nanos() {
    return System.nanoTime();
  }
}
