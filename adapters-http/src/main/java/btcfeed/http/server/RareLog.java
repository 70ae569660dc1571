package btcfeed.http.server;

import btcfeed.domain.time.Clock;
import java.time.Duration;

/** Says a failure once a minute at most, however often it happens. Any thread. */
public final class RareLog {
  private static final System.Logger LOG = System.getLogger("btcfeed.http");
  private static final Duration SILENCE = Duration.ofMinutes(1);

  private final Clock clock;
  private boolean spoken;
  private long lastNanos;
  private long unsaid;

  public RareLog(Clock clock) {
    this.clock = clock;
  }

  public synchronized void error(String what, Throwable failure) {
    long now = clock.nanos();
    if (spoken && now - lastNanos < SILENCE.toNanos()) {
      unsaid++;
      return;
    }
    LOG.log(
        System.Logger.Level.ERROR,
        unsaid == 0 ? what : what + " (and " + unsaid + " times before, unsaid)",
        failure);
    spoken = true;
    lastNanos = now;
    unsaid = 0;
  }
}
