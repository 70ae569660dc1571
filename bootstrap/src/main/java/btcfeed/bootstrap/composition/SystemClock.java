package btcfeed.bootstrap.composition;

import btcfeed.domain.time.Clock;
import java.time.Instant;

/** The clocks of the host. Only this class reads them. */
public final class SystemClock implements Clock {
  @Override
  public long wallUs() {
    Instant now = Instant.now();
    return now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000;
  }

  @Override
  public long nanos() {
    return System.nanoTime();
  }
}
