package btcfeed.http.server;

import btcfeed.domain.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** Logs one kind of event at most once a minute, with the count of those omitted. Any thread. */
public final class RareLog {
  private static final System.Logger LOG = System.getLogger("btcfeed.http");
  private static final Duration INTERVAL = Duration.ofMinutes(1);

  private final Clock clock;
  private boolean logged;
  private long lastNanos;
  private long omitted;

  public RareLog(Clock clock) {
    this.clock = clock;
  }

  public void error(String what, Throwable failure) {
    suffix().ifPresent(more -> LOG.log(System.Logger.Level.ERROR, what + more, failure));
  }

  /** The text to append to a line that may be logged now, possibly ""; empty if it may not. */
  public synchronized Optional<String> suffix() {
    long now = clock.nanos();
    if (logged && now - lastNanos < INTERVAL.toNanos()) {
      omitted++;
      return Optional.empty();
    }
    String more = omitted == 0 ? "" : " (and " + omitted + " more since the last such line)";
    logged = true;
    lastNanos = now;
    omitted = 0;
    return Optional.of(more);
  }
}
