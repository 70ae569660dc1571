package btcfeed.bootstrap.wire;

import btcfeed.bootstrap.config.FeedConfig;
import btcfeed.domain.market.Venue;
import btcfeed.domain.port.LinePort;
import btcfeed.domain.time.Clock;
import btcfeed.exchange.Venues;
import btcfeed.exchange.codec.VenueSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The lines a configuration asks for. */
final class Lines {
  private static final String ONLY = "a";

  private Lines() {}

  static List<LinePort> of(FeedConfig config, Clock clock) throws CannotStart {
    List<LinePort> lines = new ArrayList<>();
    for (Venue venue : config.venues().exchanges()) {
      VenueSettings settings =
          new VenueSettings(
              config.venues().symbols(),
              Optional.ofNullable(config.venues().webSocketUrls().get(venue)),
              config.venues().maxMessageBytes());
      try {
        lines.add(Venues.open(venue.name(), settings, ONLY, clock));
      } catch (IllegalArgumentException refused) {
        throw new CannotStart(venue + ": " + refused.getMessage());
      }
    }
    return lines;
  }
}
