package btcfeed.domain.sequence;

import btcfeed.domain.market.Trade;
import java.util.List;

/**
 * Decides which trades of one market are new and which are missing. One thread.
 *
 * <p>A sequencer that replays the trades and gaps of another one, in order, reaches the same state.
 */
public sealed interface Sequencer permits SequentialIdSequencer, OpaqueIdSequencer {
  /** Starts with the first trade that arrives. */
  static Sequencer of(Continuity continuity) {
    return switch (continuity) {
      case SEQUENTIAL -> new SequentialIdSequencer();
      case OPAQUE -> new OpaqueIdSequencer();
    };
  }

  /** Continues from a checkpoint. */
  static Sequencer from(SequenceCheckpoint checkpoint) {
    return switch (checkpoint) {
      case SequenceCheckpoint.Sequential sequential -> new SequentialIdSequencer(sequential);
      case SequenceCheckpoint.Opaque opaque -> new OpaqueIdSequencer(opaque);
    };
  }

  /** Continues from a checkpoint: a new sequencer, or this one if the checkpoint adds to it. */
  Sequencer restored(SequenceCheckpoint checkpoint);

  /** Decides about a trade that a line delivered. */
  Verdict offer(Trade trade);

  /**
   * Decides about a trade from the venue's history. It may be newer than all live trades and does
   * not show that any line was connected until then.
   */
  Verdict offerBackfilled(Trade trade);

  /** The journal was replayed: no line was connected since its end. */
  void restarted();

  /** True if no line is known to be connected since the newest trade, which only ids may hide. */
  boolean isDisconnected();

  /** Trades may be missing; returns the gaps that this changed. */
  List<Gap> coverageLost(CoverageLoss loss);

  /**
   * The search for a gap, or for a part of one, ended; returns the gaps that this changed. A part
   * that the venue does not have is published as unrepairable on its own.
   */
  List<Gap> backfillFinished(Gap gap, SearchOutcome outcome);

  /**
   * Restores a trade that was accepted before; returns the gaps that this changed.
   *
   * @param backfilled true if the trade came from the venue's history
   */
  List<Gap> replay(Trade trade, boolean backfilled);

  /** Restores a published gap, after the trade that it was published with. */
  void replay(Gap gap);

  /** The state as checkpoints, to be restored in order; none before the first trade. */
  List<SequenceCheckpoint> checkpoints();

  /** How many gaps are open. */
  int openGapCount();

  /** The open gaps, oldest first. */
  List<Gap> openGaps();
}
