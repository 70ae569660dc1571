package btcfeed.http.server;

import btcfeed.domain.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** Says one thing once a minute at most, and then how often it happened meanwhile. Any thread. */
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

  public void error(String what, Throwable failure) {
    addition().ifPresent(more -> LOG.log(System.Logger.Level.ERROR, what + more, failure));
  }

  /** What to add to a line that may be written now, which may be nothing; empty if it may not. */
  public synchronized Optional<String> addition() {
    long now = clock.nanos();
    if (spoken && now - lastNanos < SILENCE.toNanos()) {
      unsaid++;
      return Optional.empty();
    }
    String more = unsaid == 0 ? "" : " (and " + unsaid + " more like it since last said)";
    spoken = true;
    lastNanos = now;
    unsaid = 0;
    return Optional.of(more);
  }
}
