package btcfeed.application.ingest;

import btcfeed.domain.journal.JournalId;
import java.util.Optional;

/** The growing end of the journal, as its readers need to know it. Any thread. */
public interface JournalHead {
  /** The newest tick in the journal; empty before the first. */
  Optional<NewestTick> newest();

  /** Ids from now on are after {@code id}: a store has come further than the journal remembers. */
  void raiseFloor(JournalId id);
}
