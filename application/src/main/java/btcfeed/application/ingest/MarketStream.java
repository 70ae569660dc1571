package btcfeed.application.ingest;

import btcfeed.domain.market.Market;
import btcfeed.domain.sequence.Gap;
import btcfeed.domain.sequence.Plausibility;
import btcfeed.domain.sequence.SequenceCheckpoint;
import btcfeed.domain.sequence.Sequencer;
import java.util.ArrayList;
import java.util.List;

/** What the ingest remembers of one market. Ingest thread only. */
final class MarketStream {
  final Market market;
  final VenueStats stats;
  final Plausibility plausibility = new Plausibility();

  /** Gaps given up while the journal was read, and not said to be in it. */
  final List<Gap> givenUp = new ArrayList<>();

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

  void restore(SequenceCheckpoint mark) {
    sequencer = sequencer.restored(mark);
  }
}
