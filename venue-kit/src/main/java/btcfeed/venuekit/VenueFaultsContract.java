package btcfeed.venuekit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import btcfeed.domain.line.LineTimings;
import btcfeed.domain.market.Trade;
import btcfeed.domain.sequence.Continuity;
import btcfeed.domain.sequence.Gap;
import btcfeed.simulator.Fault;
import btcfeed.simulator.VenueSimulator;
import btcfeed.testsupport.RealClock;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * Tests a venue with every fault, from the socket to the journal, over real lines. In the end every
 * trade is in the journal once, or a gap that was given up contains it.
 */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(value = "line threads", mode = ResourceAccessMode.READ)
public abstract class VenueFaultsContract extends SimulationContract {
  private static final Duration TIMEOUT = Duration.ofMinutes(2);
  private static final Duration PING = Duration.ofSeconds(5);

  /** The line of the tests that need one: {@code a} or {@code b}. */
  protected String line() {
    return "a";
  }

  @Test
  @DisplayName("every trade is in the journal once, however its message or connection ends")
  void connections() throws IOException {
    try (FeedOfOneVenue feed = feed(FeedOfOneVenue.IMPATIENT, line())) {
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

  @Test
  @DisplayName("every trade is in the journal once, whatever a message contains")
  void messages() throws IOException {
    try (FeedOfOneVenue feed = feed(FeedOfOneVenue.IMPATIENT, line())) {
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
      if (sequential() || numbersMessages()) {
        feed.venue.fault(new Fault.Lost(3));
        recovers(feed, "messages lost on the way");
      }
      if (sequential()) {
        feed.venue.fault(new Fault.Gap(5));
        recovers(feed, "a gap");
      }
      feed.venue.fault(new Fault.ClockSkew(Duration.ofSeconds(2)));
      recovers(feed, "a clock that is ahead");
    }
  }

  @Test
  @DisplayName("every trade is in the journal once, however the venue refuses")
  void refusals() throws IOException {
    try (FeedOfOneVenue feed = feed(FeedOfOneVenue.IMPATIENT, line())) {
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

  @Test
  @DisplayName("every trade is in the journal once, however a connection falls silent or closes")
  void silence() throws IOException {
    try (FeedOfOneVenue feed = feed(FeedOfOneVenue.IMPATIENT, line())) {
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

  @Test
  @DisplayName("every trade is in the journal once over two lines, and none is missing meanwhile")
  void oneOfTwo() throws IOException {
    try (FeedOfOneVenue feed = feed(FeedOfOneVenue.PATIENT, "a", "b")) {
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

  @Test
  @DisplayName("a connection is kept while the venue answers its pings, and no longer")
  void frozen() throws IOException {
    for (String letter : List.of("a", "b")) {
      try (VenueSimulator simulator =
              VenueSimulator.start(
                  protocol(), usual().withPings(TIMEOUT, TIMEOUT), new RealClock());
          ManagedLine line = new ManagedLine(venues(), simulator, letter, PING)) {
        awaitQuickly("the stream", line::streams);
        for (int i = 0; i < 5; i++) {
          line.pass(PING.plusSeconds(1));
          awaitQuickly("the response to a ping", line::heardJustNow);
        }
        assertThat(simulator.handshakes()).isEqualTo(1);

        simulator.fault(new Fault.Frozen());
        for (int i = 0; i < 6 && line.streams(); i++) {
          line.pass(PING.plusSeconds(1));
        }
        assertThat(line.log()).last().asString().contains("nothing came for");
      }
    }
  }

  private static void awaitQuickly(String what, Callable<Boolean> condition) {
    await(what)
        .atMost(TIMEOUT)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(5))
        .until(condition);
  }

  private FeedOfOneVenue feed(LineTimings timings, String... letters) throws IOException {
    VenueSimulator venue = VenueSimulator.start(protocol(), usual(), new RealClock());
    FeedOfOneVenue feed = new FeedOfOneVenue(venues(), venue, timings, letters);
    assertThat(venue.awaitSubscribers(letters.length, TIMEOUT)).isTrue();
    venue.burst(10);
    settled(feed, "the beginning");
    return feed;
  }

  /** Trades until the feed delivers again and no trade is missing. */
  private void recovers(FeedOfOneVenue feed, String after) {
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

  private void settled(FeedOfOneVenue feed, String after) {
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
    if (venue().history().isPresent()) {
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

  private boolean sequential() {
    return venue().continuity() == Continuity.SEQUENTIAL;
  }
}
