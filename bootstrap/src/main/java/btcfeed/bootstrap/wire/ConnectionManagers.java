package btcfeed.bootstrap.wire;

import btcfeed.application.connect.ConnectionManager;
import btcfeed.application.connect.StallDetector;
import btcfeed.application.connect.VenueLines;
import btcfeed.application.ingest.VenueStats;
import btcfeed.bootstrap.config.FeedConfig;
import btcfeed.domain.line.Backoff;
import btcfeed.domain.line.LineTimings;
import btcfeed.domain.market.Venue;
import btcfeed.domain.port.AcceptTrades;
import btcfeed.domain.port.FeedLog;
import btcfeed.domain.port.LinePort;
import btcfeed.domain.time.Clock;
import btcfeed.exchange.Venues;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;

/** Puts a keeper to every line; those of one venue are next to each other. */
final class ConnectionManagers {
  // So that a venue that is back is heard within seconds; the budget keeps it bearable for the
  // venue.
  private static final Duration LONGEST_BACKOFF = Duration.ofMillis(2_500);

  /** How long the second line to a venue waits for the first. */
  private static final Duration STAGGER = Duration.ofSeconds(3);

  // A connection is replaced so long before the venue would close it.
  private static final Duration BEFORE_END_OF_LIFE = Duration.ofMinutes(30);

  private ConnectionManagers() {}

  static List<ConnectionManager> of(
      FeedConfig config,
      List<LinePort> lines,
      AcceptTrades trades,
      Function<Venue, VenueStats> stats,
      Clock clock,
      FeedLog log) {
    int each = config.venues().lines();
    StallDetector pulse = new StallDetector();
    Map<Venue, VenueLines> shared = new HashMap<>();
    Map<Venue, ConnectionManager> first = new HashMap<>();
    List<ConnectionManager> keepers = new ArrayList<>();
    for (LinePort line : lines) {
      Venue venue = line.id().venue();
      Optional<ConnectionManager> ahead = Optional.ofNullable(first.get(venue));
      ConnectionManager keeper =
          new ConnectionManager(
              line,
              timings(Venues.of(venue.name()).connectionLife(), ahead.isPresent()),
              backoff(config),
              trades,
              shared.computeIfAbsent(
                  venue,
                  it ->
                      VenueLines.of(
                          each,
                          Venues.of(it.name()).connectsPerMinute(),
                          trades,
                          stats.apply(it),
                          pulse,
                          clock)),
              clock,
              () -> ThreadLocalRandom.current().nextDouble(),
              log);
      ahead.ifPresent(other -> keeper.follows(other, STAGGER));
      first.putIfAbsent(venue, keeper);
      keepers.add(keeper);
    }
    return keepers;
  }

  // The second line gets a shorter life, so that the two are not replaced at once.
  private static LineTimings timings(Duration life, boolean second) {
    Duration age = second ? life.multipliedBy(2).dividedBy(3) : life;
    return new LineTimings(
        Duration.ofSeconds(10),
        Duration.ofSeconds(10),
        Duration.ofSeconds(5),
        Duration.ofSeconds(15),
        age.minus(BEFORE_END_OF_LIFE));
  }

  private static Backoff backoff(FeedConfig config) {
    Duration first = config.venues().reconnectInterval();
    return new Backoff(first, first.compareTo(LONGEST_BACKOFF) > 0 ? first : LONGEST_BACKOFF);
  }
}
