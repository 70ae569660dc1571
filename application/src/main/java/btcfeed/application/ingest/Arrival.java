package btcfeed.application.ingest;

import btcfeed.domain.market.Market;
import btcfeed.domain.market.Origin;
import btcfeed.domain.market.Trade;
import btcfeed.domain.market.TradeId;
import btcfeed.domain.market.Venue;
import btcfeed.domain.sequence.Gap;
import btcfeed.domain.sequence.SearchOutcome;
import java.util.List;

/** What waits in front of the ingest: see {@link btcfeed.domain.port.AcceptTrades}. */
sealed interface Arrival {
  /** How many trades it brings. */
  default int count() {
    return 0;
  }

  record Traded(List<Trade> trades, Origin origin, long receiveTimeUs, long receiveNanos)
      implements Arrival {
    @Override
    public int count() {
      return trades.size();
    }

    /** Its first trades. */
    Traded first(int count) {
      return new Traded(trades.subList(0, count), origin, receiveTimeUs, receiveNanos);
    }

    /** All but its first trades. */
    Traded behind(int count) {
      return new Traded(trades.subList(count, trades.size()), origin, receiveTimeUs, receiveNanos);
    }
  }

  record Interrupted(Venue venue) implements Arrival {}

  record Unheard(Venue venue, long sinceUs, long untilUs) implements Arrival {}

  record Missed(Market market, TradeId id, long receiveTimeUs) implements Arrival {}

  record Sought(Market market, Gap gap, SearchOutcome search) implements Arrival {}
}
