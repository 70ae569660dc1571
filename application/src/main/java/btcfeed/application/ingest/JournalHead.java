package btcfeed.application.ingest;

import btcfeed.domain.journal.JournalId;
import java.util.Optional;

/** The end of the journal, for its readers. Any thread. */
public interface JournalHead {
  /** The newest tick in the journal; empty before the first. */
  Optional<NewestTick> newest();

  /** Ids from now on are after {@code id}, because a store has entries up to it. */
  void continueAfter(JournalId id);
}
