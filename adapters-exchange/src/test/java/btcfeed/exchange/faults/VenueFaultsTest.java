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
 * Every venue with every fault there is, over one real line that nobody backs up, from the socket
 * to the journal: in the end every trade is there, once, or the hole it fell into is known.
 */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(value = "line threads", mode = ResourceAccessMode.READ)
@DisplayName("Whatever goes wrong at a venue, over one line")
class VenueFaultsTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** Venues that number their messages, so that one that was lost is known. */
  private static final Set<String> NUMBERED = Set.of("bitfinex", "coinbase-advanced");

  static List<String> names() {
    return Venues.names().stream().filter(VenueSimulator.venues()::contains).toList();
  }

  /** Each client hears half of the venues, one after the other in the alphabet. */
  static Stream<Arguments> venues() {
    List<String> names = names();
    return names.stream().map(name -> Arguments.of(name, names.indexOf(name) % 2 == 0 ? "a" : "b"));
  }

  @ParameterizedTest(name = "{0} over line {1}")
  @DisplayName("every trade is in the journal once, however its message or its connection died")
  @MethodSource("venues")
  void connections(String name, String letter) throws IOException {
    try (Listening feed = listening(name, Listening.IMPATIENT, letter)) {
      for (Fault.Now end :
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
        onAgain(feed, end.toString());
      }
    }
  }

  @ParameterizedTest(name = "{0} over line {1}")
  @DisplayName("every trade is in the journal once, whatever stood in a message")
  @MethodSource("venues")
  void messages(String name, String letter) throws IOException {
    try (Listening feed = listening(name, Listening.IMPATIENT, letter)) {
      feed.venue.fault(new Fault.Fragmented(List.of(1, 2, 40, 41)));
      feed.venue.burst(10);
      feed.venue.heal();
      feed.venue.fault(new Fault.Duplicate(5));
      feed.venue.fault(new Fault.Reordered(5));
      onAgain(feed, "resent and reordered");
      feed.venue.fault(new Fault.Damaged(/* cut= */ true));
      onAgain(feed, "a message cut short");
      feed.venue.fault(new Fault.Damaged(/* cut= */ false));
      onAgain(feed, "a message with a wrong byte");
      feed.venue.send("<html>");
      onAgain(feed, "garbage");
      if (counts(name) || NUMBERED.contains(name)) {
        feed.venue.fault(new Fault.Lost(3));
        onAgain(feed, "messages lost on the way");
      }
      if (counts(name)) {
        feed.venue.fault(new Fault.Gap(5));
        onAgain(feed, "trades nobody was told of");
      }
      feed.venue.fault(new Fault.ClockSkew(Duration.ofSeconds(2)));
      onAgain(feed, "a clock that is ahead");
    }
  }

  @ParameterizedTest(name = "{0} over line {1}")
  @DisplayName("every trade is in the journal once, however the venue refuses to speak")
  @MethodSource("venues")
  void refusals(String name, String letter) throws IOException {
    try (Listening feed = listening(name, Listening.IMPATIENT, letter)) {
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
        onAgain(feed, refusal.toString());
      }
      feed.venue.fault(new Fault.RefusePages(429, second, 1));
      feed.venue.fault(new Fault.RefusePages(503, Optional.empty(), 1));
      feed.venue.fault(new Fault.HangUp());
      feed.venue.burst(2);
      onAgain(feed, "pages refused");
      feed.venue.fault(new Fault.SubscriptionsUnanswered());
      feed.venue.fault(new Fault.HangUp());
      feed.venue.burst(2);
      awaitHandshakes(feed, 1);
      feed.venue.heal();
      onAgain(feed, "subscriptions unanswered");
      feed.venue.fault(new Fault.RefuseSubscriptions(29, "too many requests, try again later"));
      feed.venue.fault(new Fault.HangUp());
      feed.venue.burst(2);
      awaitHandshakes(feed, 2);
      feed.venue.heal();
      onAgain(feed, "subscriptions refused");
    }
  }

  @ParameterizedTest(name = "{0} over line {1}")
  @DisplayName("every trade is in the journal once, however a connection is silent or leaves")
  @MethodSource("venues")
  void silence(String name, String letter) throws IOException {
    try (Listening feed = listening(name, Listening.IMPATIENT, letter)) {
      feed.venue.fault(new Fault.ServerShutdown());
      feed.venue.burst(5);
      onAgain(feed, "the end announced");
      feed.venue.fault(new Fault.Close(1000, "as announced"));
      onAgain(feed, "the end that was announced");
      feed.venue.fault(new Fault.Silence(/* pings= */ true));
      feed.venue.burst(5);
      awaitHandshakes(feed, 1);
      feed.venue.heal();
      onAgain(feed, "heartbeats and no trades");
      feed.venue.fault(new Fault.Silence(/* pings= */ false));
      feed.venue.burst(5);
      awaitHandshakes(feed, 1);
      feed.venue.heal();
      onAgain(feed, "nothing at all");
    }
  }

  @ParameterizedTest(name = "{0}")
  @DisplayName("of two, every trade is in the journal once, and nothing is ever missing")
  @MethodSource("names")
  void oneOfTwo(String name) throws IOException {
    try (Listening feed = listening(name, Listening.PATIENT, "a", "b")) {
      for (int i = 0; i < 4; i++) {
        feed.venue.burst(3);
        feed.venue.fault(new Fault.ResetOne());
        feed.venue.burst(3);
        assertThat(feed.venue.awaitSubscribers(2, PATIENCE)).isTrue();
        onAgain(feed, "one of two");
        assertThat(feed.missing()).isEmpty();
      }
    }
  }

  private static Listening listening(String name, LineTimings timings, String... letters)
      throws IOException {
    VenueSimulator venue = VenueSimulator.start(SimulatorOptions.usual(name), new SystemClock());
    Listening feed = new Listening(venue, timings, letters);
    assertThat(venue.awaitSubscribers(letters.length, PATIENCE)).isTrue();
    venue.burst(10);
    settled(feed, "the beginning");
    return feed;
  }

  /** Trades until it is heard again and nothing is missing any more. */
  private static void onAgain(Listening feed, String after) {
    int before = feed.ticks().size();
    await(after)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .untilAsserted(
            () -> {
              boolean heard = feed.ticks().size() > before + 2 && nothingUntold(feed);
              if (!heard && feed.venue.awaitSubscribers(1, Duration.ofMillis(1))) {
                feed.venue.trade();
              }
              assertThat(heard)
                  .as("%s: missing %s\n%s", after, feed.missing(), feed.story())
                  .isTrue();
            });
    settled(feed, after);
  }

  private static void settled(Listening feed, String after) {
    await(after)
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              assertThat(feed.gaps(Gap.State.OPEN)).as("%s: open", after).isEmpty();
              assertThat(feed.missing())
                  .as("%s: missing\n%s", after, feed.story())
                  .allMatch(trade -> told(feed, trade));
            });
    assertThat(feed.ticks().values()).as("%s: how often", after).containsOnly(1);
    if (Venues.hasHistory(feed.venue.options().venue())) {
      assertThat(feed.gaps(Gap.State.UNREPAIRABLE)).as("%s: given up", after).isEmpty();
      assertThat(feed.missing()).as("%s: missing", after).isEmpty();
    }
  }

  private static boolean nothingUntold(Listening feed) {
    return feed.missing().stream().allMatch(trade -> told(feed, trade));
  }

  /** True if the trade lies in a gap that was given up. */
  private static boolean told(Listening feed, Trade trade) {
    return feed.gaps(Gap.State.UNREPAIRABLE).stream()
        .anyMatch(
            gap ->
                gap.sinceUs() <= trade.exchangeTimeUs() && trade.exchangeTimeUs() <= gap.untilUs());
  }

  private static void awaitHandshakes(Listening feed, int more) {
    long before = feed.venue.handshakes();
    await("another attempt").atMost(PATIENCE).until(() -> feed.venue.handshakes() >= before + more);
  }

  private static boolean counts(String name) {
    return Venues.continuity(name) == Continuity.SEQUENTIAL;
  }
}
