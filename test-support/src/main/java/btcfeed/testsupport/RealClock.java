package btcfeed.testsupport;

import btcfeed.domain.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The clocks of the host, for tests with real sockets and processes. */
public final class RealClock implements Clock {
  @Override
  public long wallUs() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
  }

  @Override
  public long nanos() {
    return System.nanoTime();
  }
}
