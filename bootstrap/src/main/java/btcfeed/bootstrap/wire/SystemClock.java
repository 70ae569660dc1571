package btcfeed.bootstrap.wire;

import btcfeed.domain.time.Clock;
import java.time.Instant;

/** The host's clocks; the only place that reads them. */
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
