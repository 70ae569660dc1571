package btcfeed.bootstrap.wire;

import btcfeed.bootstrap.cli.Exit;
import btcfeed.bootstrap.cli.Start;
import btcfeed.bootstrap.config.FeedConfig;
import btcfeed.domain.market.Venue;
import btcfeed.exchange.Venues;
import btcfeed.exchange.codec.VenueCodec;
import java.util.List;
import java.util.Optional;

/** {@code venues}: lists the venues there are. */
final class VenuesVerb {
  private VenuesVerb() {}

  static int list(Start start, boolean json) {
    FeedConfig.Venues wanted = start.config().venues();
    List<VenueRow> rows =
        Venues.names().stream().map(name -> row(wanted, new Venue(name))).toList();
    if (json) {
      start.out().println(VenueRow.json(rows));
    } else {
      start.out().print(VenueRow.table(rows));
      start.out().println();
      start.out().println("* chosen by EXCHANGE. Markets: those the venue is asked for.");
      start
          .out()
          .println(
              "Ids that are counting tell exactly what is missing; naming ones tell trades apart.");
      start
          .out()
          .println("Repair: how the venue could be asked for it; in parentheses where it is not.");
    }
    return Exit.FINE;
  }

  private static VenueRow row(FeedConfig.Venues wanted, Venue venue) {
    return new VenueRow(
        venue,
        wanted.exchanges().contains(venue),
        isAsked(wanted, venue),
        wanted.lines(),
        codec(wanted, venue),
        Venues.of(venue.name()).alternatives(LineFactory.settings(wanted, venue)));
  }

  /** Of a venue at another address nobody knows whose past it has, unless that is said too. */
  private static boolean isAsked(FeedConfig.Venues wanted, Venue venue) {
    boolean elsewhere =
        wanted.webSocketUrls().containsKey(venue) && !wanted.restUrls().containsKey(venue);
    return Venues.of(venue.name()).history().isPresent() && !elsewhere;
  }

  private static Optional<VenueCodec> codec(FeedConfig.Venues wanted, Venue venue) {
    try {
      return Optional.of(Venues.codec(venue.name(), LineFactory.settings(wanted, venue)));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
