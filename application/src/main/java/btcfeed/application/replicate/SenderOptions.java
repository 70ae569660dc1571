package btcfeed.application.replicate;

import btcfeed.domain.journal.RecordFormat;
import btcfeed.domain.line.Backoff;
import java.time.Duration;

/**
 * The limits and times of a sender.
 *
 * @param batchRecords most records in one live batch: bounds how long one step occupies a store
 * @param backlogRecords most records in one batch while catching up
 * @param batchBytes about the most bytes in one batch
 * @param apart from the start of a batch to the start of the next on a busy feed
 * @param probeEvery how long a store may go unwritten before a probe tests its write path
 * @param retry waits after a failure
 * @param recheck how often a stopped store is checked again
 * @param behind lag from which a live store counts as catching up
 * @param criticalRecords how many of the newest records are written ahead of a backlog
 * @param criticalEvery how often they are written while it lasts
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

  /** For a store a few milliseconds away. */
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

  /** The same with another longest wait after a failure. */
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

  /** The most bytes that the critical records can have. */
  int criticalBytes() {
    return criticalRecords * RecordFormat.MAX_BYTES;
  }
}
