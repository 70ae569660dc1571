package btcfeed.application.ingest;

import btcfeed.domain.market.Market;
import btcfeed.domain.market.Origin;
import btcfeed.domain.market.Trade;
import btcfeed.domain.market.Venue;
import btcfeed.domain.sequence.CoverageLoss;
import btcfeed.domain.sequence.Gap;
import btcfeed.domain.sequence.SearchOutcome;
import java.util.List;

/** A call of {@link btcfeed.domain.port.AcceptTrades} that waits for the ingest. */
sealed interface Arrival {
  /** How many trades it contains. */
  default int count() {
    return 0;
  }

  Venue venue();

  /** At least one trade, all of one venue. */
  record Trades(List<Trade> trades, Origin origin, long receiveTimeUs, long receiveNanos)
      implements Arrival {
    @Override
    public int count() {
      return trades.size();
    }

    @Override
    public Venue venue() {
      return trades.getFirst().market().venue();
    }

    Trades slice(int from, int to) {
      return new Trades(trades.subList(from, to), origin, receiveTimeUs, receiveNanos);
    }
  }

  record CoverageLost(CoverageLoss loss) implements Arrival {
    @Override
    public Venue venue() {
      return loss.venue();
    }
  }

  record BackfillFinished(Market market, Gap gap, SearchOutcome outcome) implements Arrival {
    @Override
    public Venue venue() {
      return market.venue();
    }
  }
}
