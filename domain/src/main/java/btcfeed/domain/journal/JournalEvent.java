package btcfeed.domain.journal;

import btcfeed.domain.market.Market;
import btcfeed.domain.market.PriceTick;
import btcfeed.domain.sequence.Gap;
import btcfeed.domain.sequence.SequenceCheckpoint;

/** What can stand in the journal. A new kind breaks every switch that must learn it. */
public sealed interface JournalEvent {
  /** A trade was accepted: an entry of {@code btc:ticks}. */
  record Ticked(PriceTick tick) implements JournalEvent {}

  /** A gap opened, closed or was given up: an entry of {@code btc:gaps}. */
  record GapChanged(Market market, Gap gap) implements JournalEvent {}

  /**
   * How far a market's sequence had come. Written at the head of each segment so that a restart
   * need not read the whole journal; changes nothing in a store.
   */
  record Marked(Market market, SequenceCheckpoint mark) implements JournalEvent {}

  /** A change somebody asked for, to be applied in every store. */
  record Mutated(Mutation mutation) implements JournalEvent {}
}
