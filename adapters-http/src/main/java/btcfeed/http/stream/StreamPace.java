package btcfeed.http.stream;

import java.time.Duration;

/**
 * How readers are served so that the trades do not notice: a few at a time with a rest between, for
 * a thousand writes at once keep every processor from what a trade needs; and the more there are,
 * the longer what is new is gathered for them, for a write costs about the same however much is in
 * it.
 *
 * @param slice readers woken together
 * @param restNanos from one slice to the next
 * @param roundNanos from one look at the journal to the next, in which all of them had their turn
 */
record StreamPace(int slice, long restNanos, long roundNanos) {
  private static final long SHORTEST = Duration.ofMillis(25).toNanos();
  private static final long LONGEST = Duration.ofMillis(50).toNanos();
  private static final long EACH = Duration.ofNanos(100_000).toNanos();
  private static final int TOGETHER = 8;

  static StreamPace of(int readers) {
    long round = Math.clamp(readers * EACH, SHORTEST, LONGEST);
    long slices = Math.max(1, Math.ceilDiv(readers, TOGETHER));
    return new StreamPace(TOGETHER, round / slices, round);
  }
}
