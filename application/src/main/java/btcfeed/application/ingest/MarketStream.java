package btcfeed.application.ingest;

import btcfeed.domain.market.Market;
import btcfeed.domain.sequence.Mark;
import btcfeed.domain.sequence.Plausibility;
import btcfeed.domain.sequence.Sequencer;

/** What the ingest remembers of one market. Ingest thread only. */
final class MarketStream {
  final Market market;
  final VenueStats stats;
  final Plausibility plausibility = new Plausibility();
  private Sequencer sequencer;
  boolean ticked;

  MarketStream(Market market, VenueStats stats, Sequencer sequencer) {
    this.market = market;
    this.stats = stats;
    this.sequencer = sequencer;
  }

  Sequencer sequencer() {
    return sequencer;
  }

  void restore(Mark mark) {
    sequencer = Sequencer.from(mark);
  }
}
