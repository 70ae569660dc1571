package btcfeed.application.replicate;

import btcfeed.application.work.Step;
import btcfeed.domain.journal.JournalId;
import btcfeed.domain.port.JournalPort;
import java.util.List;

/**
 * Lets the journal forget what every store has, keeping enough to fill an emptied store anew.
 *
 * <p>A store that has never been reached keeps everything, up to the journal's own limit.
 */
public final class Retention implements Step {
  private static final long EVERY_NANOS = 1_000_000_000L;

  private final JournalPort journal;
  private final List<Sender> senders;
  private final long keepRecords;

  /**
   * Makes it.
   *
   * @param keepRecords records always kept: what a store's stream holds, and a margin
   */
  public Retention(JournalPort journal, List<Sender> senders, long keepRecords) {
    this.journal = journal;
    this.senders = List.copyOf(senders);
    this.keepRecords = keepRecords;
  }

  @Override
  public long step() {
    JournalId everyoneHas =
        senders.stream().map(Sender::applied).min(JournalId::compareTo).orElse(JournalId.START);
    journal.release(everyoneHas, keepRecords);
    return EVERY_NANOS;
  }
}
