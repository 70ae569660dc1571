package btcfeed.application.ingest;

import btcfeed.domain.market.Market;
import btcfeed.domain.sequence.Gap;

/** Hears of every gap that opens, closes or is given up. Ingest thread; quick, never blocks. */
@FunctionalInterface
public interface GapWatch {
  void changed(Market market, Gap gap);
}
