package btcfeed.application.sink;

import btcfeed.domain.journal.JournalId;
import java.util.OptionalLong;

/** What a sender of a sink must know about this instance. Any thread. */
public interface SinkLead {
  /** The epoch under which this instance leads; empty if it does not. */
  OptionalLong epoch();

  /**
   * The last record that a store has. A sink gets no record before a store has it: a record that
   * only this journal has can still be removed, when another instance takes over.
   */
  JournalId stored();
}
