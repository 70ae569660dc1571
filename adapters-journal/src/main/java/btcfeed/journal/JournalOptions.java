package btcfeed.journal;

import java.time.Duration;

/**
 * Limits of a journal.
 *
 * @param segmentBytes size at which a segment is full
 * @param maxBytes limit for all segments together, at least two full ones
 * @param syncInterval time between syncs; a power cut may cost the appends of this time
 */
public record JournalOptions(long segmentBytes, long maxBytes, Duration syncInterval) {
  public static final JournalOptions DEFAULT =
      new JournalOptions(32L << 20, 1L << 30, Duration.ofMillis(10));

  private static final long MIN_SEGMENT_BYTES = 256;

  public JournalOptions {
    if (segmentBytes < MIN_SEGMENT_BYTES) {
      throw new IllegalArgumentException(
          "a segment has at least " + MIN_SEGMENT_BYTES + " bytes, was " + segmentBytes);
    }
    if (maxBytes / 2 < segmentBytes) {
      throw new IllegalArgumentException(
          "a journal has room for two segments of " + segmentBytes + ", was " + maxBytes);
    }
    if (!syncInterval.isPositive()) {
      throw new IllegalArgumentException("the sync interval is positive, was " + syncInterval);
    }
  }

  /** The defaults with this limit; a small limit makes the segments smaller. */
  public static JournalOptions withMaxBytes(long maxBytes) {
    long segmentBytes = Math.min(DEFAULT.segmentBytes, maxBytes / 16);
    return new JournalOptions(segmentBytes, maxBytes, DEFAULT.syncInterval);
  }
}
