package btcfeed.application.ingest;

import btcfeed.domain.journal.JournalId;
import java.util.Optional;

/** The end of the journal, for its readers. Any thread. */
public interface JournalHead {
  /** The newest tick in the journal; empty before the first. */
  Optional<NewestTick> newest();

  /** Ids from now on are after {@code id}, because a store has entries up to it. */
  void continueAfter(JournalId id);

  /**
   * Marks what has arrived so far. The mark is valid as long as this instance leads: afterwards,
   * arrivals may be held.
   */
  long mark();

  /** True once the journal has what arrived before this mark, but what the sequences refused. */
  boolean hasWritten(long mark);
}
