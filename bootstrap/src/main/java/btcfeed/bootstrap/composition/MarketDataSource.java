package btcfeed.bootstrap.composition;

import btcfeed.configuration.CannotStart;
import btcfeed.configuration.FeedConfig;
import btcfeed.domain.market.Venue;
import btcfeed.domain.port.HistoryPort;
import btcfeed.domain.port.LinePort;
import btcfeed.domain.time.Clock;
import btcfeed.exchange.Venues;
import btcfeed.exchange.input.MessageBudget;
import btcfeed.exchange.line.FrameTap;
import btcfeed.exchange.net.OutboundConnector;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** The source of trades of a service: live venues, or a recording of them. */
interface MarketDataSource {
  /** The venues of a configuration, over one connector. */
  static MarketDataSource live(OutboundConnector connector) {
    MessageBudget budget = MessageBudget.ofHeap();
    return new MarketDataSource() {
      @Override
      public List<LinePort> lines(FeedConfig config, Clock clock) throws CannotStart {
        return LineFactory.of(
            config, config.venues().lines(), connector, budget, clock, FrameTap.NONE);
      }

      @Override
      public HistoryPort history(FeedConfig.Venues venues, Venue venue) {
        Optional<URI> url = Optional.ofNullable(venues.restUrls().get(venue));
        if (url.isEmpty() && venues.webSocketUrls().containsKey(venue)) {
          // A server at another address may have other trades than the venue itself.
          return new NoHistory(
              "its WebSocket has another address, and REST_URL_<VENUE> is not set");
        }
        return Venues.history(venue.name(), url, connector, budget)
            .orElseGet(() -> new NoHistory("the venue keeps no history that can be asked for"));
      }
    };
  }

  /** Lines to every venue, those of one next to each other. */
  List<LinePort> lines(FeedConfig config, Clock clock) throws CannotStart;

  /** Where to fetch trades that the lines of a venue missed. */
  HistoryPort history(FeedConfig.Venues venues, Venue venue);
}
