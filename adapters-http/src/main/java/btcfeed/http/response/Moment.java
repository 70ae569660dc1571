package btcfeed.http.response;

import btcfeed.domain.time.Clock;
import java.time.Instant;

/**
 * One moment on both clocks. A view uses it to turn times into ages.
 *
 * @param wallUs Unix microseconds
 * @param nanos monotonic
 */
public record Moment(long wallUs, long nanos) {

  public static Moment of(Clock clock) {
    return new Moment(clock.wallUs(), clock.nanos());
  }

  /** ISO-8601 in UTC. */
  public String iso() {
    return iso(wallUs);
  }

  /** ISO-8601 in UTC of a wall time in Unix microseconds. */
  public static String iso(long wallUs) {
    return Instant.ofEpochSecond(
            Math.floorDiv(wallUs, 1_000_000), Math.floorMod(wallUs, 1_000_000) * 1000L)
        .toString();
  }
}
