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
  private Sequencer sequencer = new Sequencer();
  boolean ticked;

  MarketStream(Market market, VenueStats stats) {
    this.market = market;
    this.stats = stats;
  }

  Sequencer sequencer() {
    return sequencer;
  }

  void restore(Mark mark) {
    sequencer = new Sequencer(mark);
  }
}
