package btcfeed.exchange;

import btcfeed.domain.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The host's clocks, for tests with real sockets. */
public final class SystemClock implements Clock {
  @Override
  public long wallUs() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
  }

  @Override
  public long nanos() {
    return System.nanoTime();
  }
}
