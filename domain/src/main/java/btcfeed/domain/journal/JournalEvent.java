package btcfeed.domain.journal;

import btcfeed.domain.market.Market;
import btcfeed.domain.market.PriceTick;
import btcfeed.domain.sequence.Gap;
import btcfeed.domain.sequence.SequenceCheckpoint;

/** An event in the journal. */
public sealed interface JournalEvent {
  /** A trade was accepted: an entry of {@code btc:ticks}. */
  record Ticked(PriceTick tick) implements JournalEvent {}

  /** A gap opened, closed or was given up: an entry of {@code btc:gaps}. */
  record GapChanged(Market market, Gap gap) implements JournalEvent {}

  /**
   * The state of a market's sequence, at the head of each segment, so that a restart does not read
   * the whole journal. Changes nothing in a store.
   */
  record Checkpointed(Market market, SequenceCheckpoint checkpoint) implements JournalEvent {}

  /** A submitted change, to be applied in every store. */
  record Mutated(Mutation mutation) implements JournalEvent {}
}
