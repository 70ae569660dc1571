package btcfeed.bootstrap.composition;

import btcfeed.configuration.CannotStart;
import btcfeed.configuration.FeedConfig;
import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Venue;
import btcfeed.domain.port.HistoryPort;
import btcfeed.domain.port.LinePort;
import btcfeed.domain.time.Clock;
import btcfeed.exchange.Venues;
import btcfeed.exchange.codec.SubscribedMarkets;
import btcfeed.exchange.codec.VenueOptions;
import btcfeed.exchange.input.MessageBudget;
import btcfeed.exchange.line.FrameTap;
import btcfeed.exchange.net.OutboundConnector;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The venues of a configuration, over one connector.
 *
 * @param tap receives every message before it is decoded
 */
record LiveVenues(
    FeedConfig config,
    Venues venues,
    OutboundConnector connector,
    MessageBudget budget,
    Clock clock,
    FrameTap tap)
    implements MarketDataSource {
  private static final List<String> LETTERS = List.of("a", "b");

  /** Connects as the configuration demands, with a tap. */
  static LiveVenues of(FeedConfig config, Venues venues, Clock clock, FrameTap tap) {
    return new LiveVenues(
        config, venues, Network.connector(config, clock), MessageBudget.ofHeap(), clock, tap);
  }

  /** Connects as the configuration demands. */
  static LiveVenues of(FeedConfig config, Venues venues, Clock clock) {
    return of(config, venues, clock, FrameTap.NONE);
  }

  @Override
  public List<LinePort> lines() throws CannotStart {
    FeedConfig.Venues wanted = config.venues();
    List<LinePort> lines = new ArrayList<>();
    Set<Symbol> unserved = new LinkedHashSet<>(wanted.symbols());
    unserved.removeAll(SubscribedMarkets.DEFAULT_WISHES);
    for (Venue venue : wanted.exchanges()) {
      VenueOptions options = config.options(venue);
      try {
        for (String letter : LETTERS.subList(0, wanted.lines())) {
          lines.add(venues.open(venue.name(), options, letter, connector, budget, clock, tap));
        }
        unserved.removeAll(venues.codec(venue.name(), options).symbols());
      } catch (IllegalArgumentException refused) {
        throw new CannotStart(venue + ": " + refused.getMessage());
      }
    }
    if (!unserved.isEmpty() && wanted.webSocketUrls().isEmpty()) {
      throw new CannotStart("no venue of " + wanted.exchanges() + " lists " + unserved);
    }
    return lines;
  }

  @Override
  public HistoryPort history(Venue venue) {
    Optional<URI> url = Optional.ofNullable(config.venues().restUrls().get(venue));
    if (url.isEmpty() && config.venues().webSocketUrls().containsKey(venue)) {
      // A server at another address may have other trades than the venue itself.
      return new NoHistory("its WebSocket has another address, and REST_URL_<VENUE> is not set");
    }
    return venues
        .history(venue.name(), url, connector, budget)
        .orElseGet(() -> new NoHistory("the venue keeps no history that can be asked for"));
  }
}
