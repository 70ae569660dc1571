package btcfeed.venuekit;

import btcfeed.application.ingest.GapListener;
import btcfeed.application.ingest.Ingest;
import btcfeed.domain.market.Market;
import btcfeed.domain.sequence.Gap;
import btcfeed.domain.sequence.SearchOutcome;

/** Gives up every gap, as for a venue without a history. */
record GivesUpGaps(Ingest ingest) implements GapListener {
  @Override
  public void changed(Market market, Gap gap) {
    if (gap.state() == Gap.State.OPEN) {
      Thread.startVirtualThread(() -> ingest.backfillFinished(market, gap, SearchOutcome.FAILED));
    }
  }
}
