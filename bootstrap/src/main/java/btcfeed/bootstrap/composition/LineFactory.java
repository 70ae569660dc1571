package btcfeed.bootstrap.composition;

import btcfeed.configuration.CannotStart;
import btcfeed.configuration.FeedConfig;
import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Venue;
import btcfeed.domain.port.LinePort;
import btcfeed.domain.time.Clock;
import btcfeed.exchange.Venues;
import btcfeed.exchange.codec.SubscribedMarkets;
import btcfeed.exchange.codec.VenueOptions;
import btcfeed.exchange.input.MessageBudget;
import btcfeed.exchange.line.FrameTap;
import btcfeed.exchange.net.OutboundConnector;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Makes the lines of a configuration. */
final class LineFactory {
  private static final List<String> LETTERS = List.of("a", "b");

  private LineFactory() {}

  /**
   * Lines to every venue, those of one next to each other.
   *
   * @param each how many to each, 1 or 2
   * @param tap receives every message before it is decoded
   */
  static List<LinePort> of(
      FeedConfig config,
      int each,
      OutboundConnector connector,
      MessageBudget budget,
      Clock clock,
      FrameTap tap)
      throws CannotStart {
    List<LinePort> lines = new ArrayList<>();
    Set<Symbol> unserved = new LinkedHashSet<>(config.venues().symbols());
    unserved.removeAll(SubscribedMarkets.DEFAULT_WISHES);
    for (Venue venue : config.venues().exchanges()) {
      VenueOptions settings = config.venues().options(venue);
      try {
        for (String letter : LETTERS.subList(0, each)) {
          lines.add(Venues.open(venue.name(), settings, letter, connector, budget, clock, tap));
        }
        unserved.removeAll(Venues.codec(venue.name(), settings).symbols());
      } catch (IllegalArgumentException refused) {
        throw new CannotStart(venue + ": " + refused.getMessage());
      }
    }
    if (!unserved.isEmpty() && config.venues().webSocketUrls().isEmpty()) {
      throw new CannotStart("no venue of " + config.venues().exchanges() + " lists " + unserved);
    }
    return lines;
  }
}
