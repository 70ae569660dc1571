package btcfeed.domain.sink;

import btcfeed.domain.journal.JournalId;
import btcfeed.domain.market.Market;
import btcfeed.domain.market.PriceTick;
import btcfeed.domain.sequence.Gap;

/** A record for a sink: an entry of {@code btc:ticks} or of {@code btc:gaps}. */
public sealed interface SinkRecord {
  /** The id of the entry, the same in every store and sink. */
  JournalId id();

  Market market();

  /** A trade was accepted. */
  record Tick(JournalId id, PriceTick tick) implements SinkRecord {
    @Override
    public Market market() {
      return tick.trade().market();
    }
  }

  /** A gap opened, closed or was given up. */
  record GapChange(JournalId id, Market market, Gap gap) implements SinkRecord {}
}
