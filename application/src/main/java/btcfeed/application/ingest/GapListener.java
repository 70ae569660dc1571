package btcfeed.application.ingest;

import btcfeed.domain.market.Market;
import btcfeed.domain.sequence.Gap;

/** Receives each gap that opens, closes or is given up. Ingest thread; never blocks. */
@FunctionalInterface
public interface GapListener {
  void changed(Market market, Gap gap);

  /** This instance no longer leads: it searches for no gap until it leads again. */
  default void cleared() {}
}
