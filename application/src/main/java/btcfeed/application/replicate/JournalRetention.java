package btcfeed.application.replicate;

import btcfeed.application.sink.SinkSender;
import btcfeed.application.work.Step;
import btcfeed.domain.journal.JournalId;
import btcfeed.domain.port.FeedLog;
import btcfeed.domain.port.JournalPort;
import java.util.List;
import java.util.stream.Stream;

/**
 * Deletes journal segments that every store and every sink has, and keeps enough to fill an emptied
 * store.
 *
 * <p>A store or sink that was never reached keeps everything, up to the journal's own limit.
 */
public final class JournalRetention implements Step {
  private static final long EVERY_NANOS = 1_000_000_000L;

  private final JournalPort journal;
  private final List<Sender> senders;
  private final List<SinkSender> sinks;
  private final long keepTicks;
  private final FeedLog log;
  private long reportedSegments;
  private long reportedLost;

  /**
   * @param keepTicks ticks always kept: the length of a store's stream, and a margin
   */
  public JournalRetention(
      JournalPort journal,
      List<Sender> senders,
      List<SinkSender> sinks,
      long keepTicks,
      FeedLog log) {
    this.journal = journal;
    this.senders = List.copyOf(senders);
    this.sinks = List.copyOf(sinks);
    this.keepTicks = keepTicks;
    this.log = log;
  }

  @Override
  public long step() {
    JournalId appliedEverywhere =
        Stream.concat(senders.stream().map(Sender::applied), sinks.stream().map(SinkSender::after))
            .min(JournalId::compareTo)
            .orElse(JournalId.START);
    journal.release(appliedEverywhere, keepTicks);
    report(journal.status());
    return EVERY_NANOS;
  }

  /** Reports what the journal dropped because of its limit or a full disk. */
  private void report(JournalPort.Status status) {
    long segments = status.losses().segmentsForRoom() - reportedSegments;
    long lost = status.dropped() - reportedLost;
    reportedSegments += segments;
    reportedLost += lost;
    if (lost > 0) {
      log.report(new FeedLog.FeedEvent.JournalDropped(lost));
    } else if (segments > 0) {
      log.report(new FeedLog.FeedEvent.SegmentsDropped(segments, status.records()));
    }
  }
}
