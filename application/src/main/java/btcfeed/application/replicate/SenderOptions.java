package btcfeed.application.replicate;

import btcfeed.domain.journal.RecordFormat;
import btcfeed.domain.line.Backoff;
import java.time.Duration;

/**
 * How a sender works.
 *
 * @param batchRecords most records in one batch: bounds how long one step occupies a store
 * @param backlogRecords the same while it catches up, when nobody reads there
 * @param batchBytes about the most bytes in one batch
 * @param apart from the beginning of a batch to that of the next on a busy feed, unless that one
 *     would be full
 * @param probeEvery how long a store may go unwritten before its write path is proved again
 * @param retry waits before a store that failed or refused is asked again
 * @param recheck how often a store that was stopped is looked at again
 * @param behind lag from which a live store counts as catching up
 * @param criticalRecords how many of the newest records go ahead of a backlog: as many as a history
 *     holds
 * @param criticalEvery how often they do while it lasts
 */
public record SenderOptions(
    int batchRecords,
    int backlogRecords,
    int batchBytes,
    Duration apart,
    Duration probeEvery,
    Backoff retry,
    Duration recheck,
    Duration behind,
    int criticalRecords,
    Duration criticalEvery) {

  /** What suits a store a few milliseconds away. */
  public static final SenderOptions DEFAULT =
      new SenderOptions(
          512,
          1_024,
          256 * 1024,
          Duration.ofNanos(900_000),
          Duration.ofSeconds(1),
          new Backoff(Duration.ofMillis(50), Duration.ofSeconds(1)),
          Duration.ofSeconds(5),
          Duration.ofSeconds(5),
          1_000,
          Duration.ofSeconds(1));

  /** The same with another bound on the wait before a store that failed is asked again. */
  public SenderOptions withLongestRetry(Duration longest) {
    Duration first = retry.first().compareTo(longest) < 0 ? retry.first() : longest;
    return new SenderOptions(
        batchRecords,
        backlogRecords,
        batchBytes,
        apart,
        probeEvery,
        new Backoff(first, longest),
        recheck,
        behind,
        criticalRecords,
        criticalEvery);
  }

  /** As many bytes as they can have. */
  int criticalBytes() {
    return criticalRecords * RecordFormat.MAX_BYTES;
  }
}
