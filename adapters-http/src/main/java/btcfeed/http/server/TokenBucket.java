package btcfeed.http.server;

import btcfeed.domain.time.Clock;
import java.time.Duration;

/** A rate limit: {@code most} at once, then one more per {@code each}. Any thread. */
public final class TokenBucket {
  private final int most;
  private final long eachNanos;
  private final Clock clock;
  private long fullAtNanos;

  public TokenBucket(int most, Duration each, Clock clock) {
    this.most = most;
    this.eachNanos = each.toNanos();
    this.clock = clock;
    this.fullAtNanos = clock.nanos();
  }

  /** Takes a token and returns 0, or returns the nanoseconds until the next one is available. */
  public synchronized long take() {
    long now = clock.nanos();
    long owed = Math.max(0, fullAtNanos - now);
    long wait = owed - (most - 1) * eachNanos;
    if (wait > 0) {
      return wait;
    }
    fullAtNanos = now + owed + eachNanos;
    return 0;
  }
}
