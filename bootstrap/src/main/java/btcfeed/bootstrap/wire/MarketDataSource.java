package btcfeed.bootstrap.wire;

import btcfeed.bootstrap.config.FeedConfig;
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

/** Where a service has its trades from: the venues, or a recording of them. */
interface MarketDataSource {
  /** The venues a configuration names, over one connector. */
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
          // Whatever is behind another address, the venue's own past may not be its past.
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

  /** Whom to ask for what a venue's lines did not bring. */
  HistoryPort history(FeedConfig.Venues venues, Venue venue);
}
