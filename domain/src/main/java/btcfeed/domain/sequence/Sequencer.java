package btcfeed.domain.sequence;

import btcfeed.domain.market.Trade;
import btcfeed.domain.market.TradeId;
import java.util.List;

/**
 * The order of one market: which trades are news, and which are missing.
 *
 * <p>Feeding another sequencer what this one accepted, and what it said of gaps, in that order,
 * brings it to the same state. One thread.
 */
public sealed interface Sequencer permits SequentialIdSequencer, OpaqueIdSequencer {
  /** One that starts with the first trade that comes. */
  static Sequencer of(Continuity continuity) {
    return switch (continuity) {
      case SEQUENTIAL -> new SequentialIdSequencer();
      case OPAQUE -> new OpaqueIdSequencer();
    };
  }

  /** One that goes on from a mark. */
  static Sequencer from(SequenceCheckpoint mark) {
    return switch (mark) {
      case SequenceCheckpoint.Counting counting -> new SequentialIdSequencer(counting);
      case SequenceCheckpoint.Naming naming -> new OpaqueIdSequencer(naming);
    };
  }

  /** The sequencer that goes on from this mark: a new one, or this one if the mark adds to it. */
  Sequencer restored(SequenceCheckpoint mark);

  /** Decides about one trade of this market, which a line brought. */
  Verdict offer(Trade trade);

  /**
   * The same about one that was fetched. Histories give more than they are asked for, so it may be
   * newer than all that was heard, and says nothing of whether anybody listened until then.
   */
  Verdict fetched(Trade trade);

  /** Nobody listened for a while, until now. */
  void interrupted();

  /**
   * All that the journal knows was replayed: nobody listened since its end, and what the process
   * before had not noticed when it ended, nobody knows.
   */
  void resumed();

  /**
   * Nobody listened between these times of the venue, Unix microseconds, which lie before trades
   * that came; what that changed.
   */
  List<Gap> unheard(long sinceUs, long untilUs);

  /**
   * A trade of this market is known by its name only; what that changed.
   *
   * @param byUs when it was known, Unix microseconds
   */
  List<Gap> missed(TradeId id, long byUs);

  /**
   * The search for the trades of a gap, or of a part of one, is over; what that changed. A part
   * that the venue has denied is published as unrepairable on its own.
   */
  List<Gap> sought(Gap gap, SearchOutcome search);

  /**
   * Takes over a trade that was accepted before, as the journal has it; what that changed.
   *
   * @param fetched whether it was fetched, or a line brought it
   */
  List<Gap> replay(Trade trade, boolean fetched);

  /** Takes over what was said of a gap, after the trade that it was said with. */
  void replay(Gap gap);

  /** How far it has come, in one mark or more, to be restored in order; none before a trade. */
  List<SequenceCheckpoint> marks();

  /** How many gaps are open. */
  int openGapCount();

  /** The gaps still open, oldest first. */
  List<Gap> openGaps();
}
