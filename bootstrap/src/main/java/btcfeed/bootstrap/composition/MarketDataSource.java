package btcfeed.bootstrap.composition;

import btcfeed.configuration.CannotStart;
import btcfeed.domain.market.Venue;
import btcfeed.domain.port.HistoryPort;
import btcfeed.domain.port.LinePort;
import btcfeed.exchange.Venues;
import java.util.List;

/** The source of trades of a service: live venues, or a recording of them. */
interface MarketDataSource {
  /** What the service knows about venues. */
  Venues venues();

  /** Lines to every venue, those of one next to each other. */
  List<LinePort> lines() throws CannotStart;

  /** Where to fetch trades that the lines of a venue missed. */
  HistoryPort history(Venue venue);
}
