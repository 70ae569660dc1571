package btcfeed.exchange.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import btcfeed.domain.line.LineTimings;
import btcfeed.domain.market.Trade;
import btcfeed.domain.sequence.Continuity;
import btcfeed.domain.sequence.Gap;
import btcfeed.exchange.SystemClock;
import btcfeed.exchange.Venues;
import btcfeed.simulator.Fault;
import btcfeed.simulator.SimulatorOptions;
import btcfeed.simulator.VenueSimulator;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Tests every venue with every fault, from the socket to the journal, over one real line. In the
 * end every trade is in the journal once, or a gap that was given up contains it.
 */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(value = "line threads", mode = ResourceAccessMode.READ)
@DisplayName("With any fault of a venue, over one line")
class VenueFaultsTest {
  private static final Duration TIMEOUT = Duration.ofMinutes(2);

  /** Venues that number their messages, so that a lost one is detected. */
  private static final Set<String> NUMBERED = Set.of("bitfinex", "coinbase-advanced");

  static List<String> names() {
    return Venues.builtIn().names().stream().filter(VenueSimulator.venues()::contains).toList();
  }

  /** Alternates between the two lines. */
  static Stream<Arguments> venues() {
    List<String> names = names();
    return names.stream().map(name -> Arguments.of(name, names.indexOf(name) % 2 == 0 ? "a" : "b"));
  }

  @ParameterizedTest(name = "{0} over line {1}")
  @DisplayName("every trade is in the journal once, however its message or connection ends")
  @MethodSource("venues")
  void connections(String name, String letter) throws IOException {
    try (FeedOfOneVenue feed = feed(name, FeedOfOneVenue.IMPATIENT, letter)) {
      for (Fault.Once end :
          List.of(
              new Fault.Reset(),
              new Fault.HangUp(),
              new Fault.Close(1001, "bye"),
              new Fault.HalfFrame(Fault.End.HANG_UP),
              new Fault.HalfFrame(Fault.End.RESET),
              new Fault.CutFrame(1, Fault.End.HANG_UP),
              new Fault.CutFrame(60, Fault.End.RESET),
              new Fault.CutFrame(Integer.MAX_VALUE, Fault.End.HANG_UP))) {
        feed.venue.fault(end);
        feed.venue.burst(3);
        recovers(feed, end.toString());
      }
    }
  }

  @ParameterizedTest(name = "{0} over line {1}")
  @DisplayName("every trade is in the journal once, whatever a message contains")
  @MethodSource("venues")
  void messages(String name, String letter) throws IOException {
    try (FeedOfOneVenue feed = feed(name, FeedOfOneVenue.IMPATIENT, letter)) {
      feed.venue.fault(new Fault.Fragmented(List.of(1, 2, 40, 41)));
      feed.venue.burst(10);
      feed.venue.heal();
      feed.venue.fault(new Fault.Duplicate(5));
      feed.venue.fault(new Fault.Reordered(5));
      recovers(feed, "resent and reordered");
      feed.venue.fault(new Fault.Damaged(/* cut= */ true));
      recovers(feed, "a message cut short");
      feed.venue.fault(new Fault.Damaged(/* cut= */ false));
      recovers(feed, "a message with a wrong byte");
      feed.venue.send("<html>");
      recovers(feed, "garbage");
      if (sequential(name) || NUMBERED.contains(name)) {
        feed.venue.fault(new Fault.Lost(3));
        recovers(feed, "messages lost on the way");
      }
      if (sequential(name)) {
        feed.venue.fault(new Fault.Gap(5));
        recovers(feed, "a gap");
      }
      feed.venue.fault(new Fault.ClockSkew(Duration.ofSeconds(2)));
      recovers(feed, "a clock that is ahead");
    }
  }

  @ParameterizedTest(name = "{0} over line {1}")
  @DisplayName("every trade is in the journal once, however the venue refuses")
  @MethodSource("venues")
  void refusals(String name, String letter) throws IOException {
    try (FeedOfOneVenue feed = feed(name, FeedOfOneVenue.IMPATIENT, letter)) {
      Optional<Duration> second = Optional.of(Duration.ofSeconds(1));
      for (Fault.RefuseHandshakes refusal :
          List.of(
              new Fault.RefuseHandshakes(503, Optional.empty(), 2),
              new Fault.RefuseHandshakes(429, second, 1),
              new Fault.RefuseHandshakes(418, second, 1),
              new Fault.RefuseHandshakes(451, second, 1))) {
        feed.venue.fault(refusal);
        feed.venue.fault(new Fault.HangUp());
        feed.venue.burst(2);
        recovers(feed, refusal.toString());
      }
      feed.venue.fault(new Fault.RefusePages(429, second, 1));
      feed.venue.fault(new Fault.RefusePages(503, Optional.empty(), 1));
      feed.venue.fault(new Fault.HangUp());
      feed.venue.burst(2);
      recovers(feed, "pages refused");
      feed.venue.fault(new Fault.SubscriptionsUnanswered());
      feed.venue.fault(new Fault.HangUp());
      feed.venue.burst(2);
      awaitHandshakes(feed, 1);
      feed.venue.heal();
      recovers(feed, "subscriptions unanswered");
      feed.venue.fault(new Fault.RefuseSubscriptions(29, "too many requests, try again later"));
      feed.venue.fault(new Fault.HangUp());
      feed.venue.burst(2);
      awaitHandshakes(feed, 2);
      feed.venue.heal();
      recovers(feed, "subscriptions refused");
    }
  }

  @ParameterizedTest(name = "{0} over line {1}")
  @DisplayName("every trade is in the journal once, however a connection falls silent or closes")
  @MethodSource("venues")
  void silence(String name, String letter) throws IOException {
    try (FeedOfOneVenue feed = feed(name, FeedOfOneVenue.IMPATIENT, letter)) {
      feed.venue.fault(new Fault.ServerShutdown());
      feed.venue.burst(5);
      recovers(feed, "the end announced");
      feed.venue.fault(new Fault.Close(1000, "as announced"));
      recovers(feed, "the end that was announced");
      feed.venue.fault(new Fault.Silence(/* pings= */ true));
      feed.venue.burst(5);
      awaitHandshakes(feed, 1);
      feed.venue.heal();
      recovers(feed, "heartbeats and no trades");
      feed.venue.fault(new Fault.Silence(/* pings= */ false));
      feed.venue.burst(5);
      awaitHandshakes(feed, 1);
      feed.venue.heal();
      recovers(feed, "nothing at all");
    }
  }

  @ParameterizedTest(name = "{0}")
  @DisplayName("every trade is in the journal once over two lines, and none is missing meanwhile")
  @MethodSource("names")
  void oneOfTwo(String name) throws IOException {
    try (FeedOfOneVenue feed = feed(name, FeedOfOneVenue.PATIENT, "a", "b")) {
      for (int i = 0; i < 4; i++) {
        feed.venue.burst(3);
        feed.venue.fault(new Fault.ResetOne());
        feed.venue.burst(3);
        assertThat(feed.venue.awaitSubscribers(2, TIMEOUT)).isTrue();
        recovers(feed, "one of two");
        assertThat(feed.missing()).isEmpty();
      }
    }
  }

  private static FeedOfOneVenue feed(String name, LineTimings timings, String... letters)
      throws IOException {
    VenueSimulator venue = VenueSimulator.start(SimulatorOptions.usual(name), new SystemClock());
    FeedOfOneVenue feed = new FeedOfOneVenue(venue, timings, letters);
    assertThat(venue.awaitSubscribers(letters.length, TIMEOUT)).isTrue();
    venue.burst(10);
    settled(feed, "the beginning");
    return feed;
  }

  /** Trades until the feed delivers again and no trade is missing. */
  private static void recovers(FeedOfOneVenue feed, String after) {
    int before = feed.ticks().size();
    await(after)
        .atMost(TIMEOUT)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(20))
        .untilAsserted(
            () -> {
              boolean recovered = feed.ticks().size() > before + 2 && allReported(feed);
              if (!recovered && feed.venue.awaitSubscribers(1, Duration.ofMillis(1))) {
                feed.venue.trade();
              }
              assertThat(recovered)
                  .as("%s: missing %s\n%s", after, feed.missing(), feed.log())
                  .isTrue();
            });
    settled(feed, after);
  }

  private static void settled(FeedOfOneVenue feed, String after) {
    await(after)
        .atMost(TIMEOUT)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(10))
        .untilAsserted(
            () -> {
              assertThat(feed.gaps(Gap.State.OPEN)).as("%s: open", after).isEmpty();
              assertThat(feed.missing())
                  .as("%s: missing\n%s", after, feed.log())
                  .allMatch(trade -> reported(feed, trade));
            });
    assertThat(feed.ticks().values()).as("%s: how often", after).containsOnly(1);
    if (Venues.builtIn().named(feed.venue.options().venue()).history().isPresent()) {
      assertThat(feed.gaps(Gap.State.UNREPAIRABLE)).as("%s: given up", after).isEmpty();
      assertThat(feed.missing()).as("%s: missing", after).isEmpty();
    }
  }

  private static boolean allReported(FeedOfOneVenue feed) {
    return feed.missing().stream().allMatch(trade -> reported(feed, trade));
  }

  /** True if the trade lies in a gap that was given up. */
  private static boolean reported(FeedOfOneVenue feed, Trade trade) {
    return feed.gaps(Gap.State.UNREPAIRABLE).stream()
        .anyMatch(
            gap ->
                gap.sinceUs() <= trade.exchangeTimeUs() && trade.exchangeTimeUs() <= gap.untilUs());
  }

  private static void awaitHandshakes(FeedOfOneVenue feed, int more) {
    long before = feed.venue.handshakes();
    await("another attempt")
        .atMost(TIMEOUT)
        .pollInterval(Duration.ofMillis(10))
        .until(() -> feed.venue.handshakes() >= before + more);
  }

  private static boolean sequential(String name) {
    return Venues.builtIn().continuity(name) == Continuity.SEQUENTIAL;
  }
}
