package btcfeed.bootstrap.composition;

import btcfeed.bootstrap.cli.Exit;
import btcfeed.bootstrap.cli.Invocation;
import btcfeed.configuration.FeedConfig;
import btcfeed.domain.market.Venue;
import btcfeed.exchange.Venues;
import btcfeed.exchange.codec.VenueCodec;
import btcfeed.exchange.venue.VenueDescription;
import java.util.List;
import java.util.Optional;

/** {@code venues}: lists the venues of this build. It connects to none. */
final class VenuesVerb {
  private VenuesVerb() {}

  static int list(Venues venues, Invocation invocation, boolean json) {
    FeedConfig config = invocation.config();
    List<VenueRow> rows =
        venues.names().stream().map(name -> row(config, venues.named(name))).toList();
    if (json) {
      invocation.out().println(VenueRow.json(rows));
    } else {
      invocation.out().print(VenueRow.table(rows));
      invocation.out().println();
      invocation
          .out()
          .println("* chosen by EXCHANGE. Markets: those that the service subscribes to.");
      invocation
          .out()
          .println(
              "Sequential ids show exactly which trades are missing; opaque ids only tell trades"
                  + " apart.");
      invocation
          .out()
          .println("Repair: how missing trades can be fetched; in parentheses where they are not.");
    }
    return Exit.FINE;
  }

  private static VenueRow row(FeedConfig config, VenueDescription description) {
    FeedConfig.Venues wanted = config.venues();
    Venue venue = description.venue();
    return new VenueRow(
        venue,
        wanted.exchanges().contains(venue),
        isRepaired(wanted, description),
        wanted.lines(),
        description.backfill(),
        codec(config, description),
        description.alternatives(config.options(venue)));
  }

  /** A venue at another WebSocket address is repaired only if its REST address is set, too. */
  private static boolean isRepaired(FeedConfig.Venues wanted, VenueDescription description) {
    Venue venue = description.venue();
    boolean elsewhere =
        wanted.webSocketUrls().containsKey(venue) && !wanted.restUrls().containsKey(venue);
    return description.history().isPresent() && !elsewhere;
  }

  private static Optional<VenueCodec> codec(FeedConfig config, VenueDescription description) {
    try {
      return Optional.of(description.codec(config.options(description.venue())));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
