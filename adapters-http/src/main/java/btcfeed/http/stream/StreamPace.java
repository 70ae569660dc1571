package btcfeed.http.stream;

import java.time.Duration;

/**
 * The pace at which readers are served, so that they do not delay the processing of trades.
 *
 * <p>Readers are served in small slices with pauses, because a thousand writes at once would take
 * all CPU time. With more readers, a round is longer: a write costs about the same for one event as
 * for many.
 *
 * @param slice readers woken together
 * @param restNanos from one slice to the next
 * @param roundNanos from one read of the journal to the next; every reader is served in a round
 */
record StreamPace(int slice, long restNanos, long roundNanos) {
  private static final long SHORTEST = Duration.ofMillis(25).toNanos();
  private static final long LONGEST = Duration.ofMillis(50).toNanos();
  private static final long PER_READER = Duration.ofNanos(100_000).toNanos();
  private static final int SLICE = 8;

  static StreamPace of(int readers) {
    long round = Math.clamp(readers * PER_READER, SHORTEST, LONGEST);
    long slices = Math.max(1, Math.ceilDiv(readers, SLICE));
    return new StreamPace(SLICE, round / slices, round);
  }
}
