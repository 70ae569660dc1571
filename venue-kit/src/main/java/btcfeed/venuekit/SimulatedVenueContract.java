package btcfeed.venuekit;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.domain.line.BadInput;
import btcfeed.domain.line.LineEvent;
import btcfeed.domain.market.Trade;
import btcfeed.domain.port.LinePort;
import btcfeed.exchange.input.MessageBudget;
import btcfeed.exchange.line.FrameTap;
import btcfeed.exchange.net.OutboundConnector;
import btcfeed.simulator.Fault;
import btcfeed.simulator.SimulatorOptions;
import btcfeed.simulator.VenueSimulator;
import btcfeed.testsupport.RealClock;
import btcfeed.testsupport.RecordedEvents;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The promises of every codec, over a real line, tested with its venue simulated. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(value = "line threads", mode = ResourceAccessMode.READ)
public abstract class SimulatedVenueContract extends SimulationContract {
  private static final Duration TIMEOUT = Duration.ofMinutes(1);
  private static final int LONGEST = 100_000;

  private final RecordedEvents events = new RecordedEvents();
  private Optional<VenueSimulator> started = Optional.empty();

  /** True if the venue repeats the last trade before the subscription, unmarked. */
  protected boolean repeatsLastTrade() {
    return false;
  }

  /** True if it announces the end of a connection in a form that its codec knows. */
  protected boolean announcesClose() {
    return false;
  }

  @AfterEach
  void stop() {
    started.ifPresent(VenueSimulator::close);
  }

  @Test
  @DisplayName("is confirmed and delivers every trade unchanged, once and in order")
  void trades() {
    VenueSimulator venue = subscribed();
    List<Trade> sent = new ArrayList<>();
    sent.add(venue.trade());
    sent.addAll(venue.burst(120));
    sent.add(venue.trade());

    events.awaitTrades(sent);
    assertThat(venue.tape()).isEqualTo(sent);
    assertNothingBad();
  }

  @Test
  @DisplayName("treats no trade before the subscription as new")
  void before() {
    VenueSimulator venue = start(usual());
    Trade last = venue.burst(7).getLast();
    subscribe(venue);
    List<Trade> sent = new ArrayList<>();
    if (repeatsLastTrade()) {
      sent.add(last);
    }
    sent.addAll(venue.burst(3));

    events.awaitTrades(sent);
    assertNothingBad();
  }

  @Test
  @DisplayName("delivers repeated trades, and those of one message in the order of their ids")
  void again() {
    VenueSimulator venue = subscribed();
    List<Trade> sent = venue.burst(3);
    venue.fault(new Fault.Duplicate(2));
    venue.fault(new Fault.Reordered(3));
    Trade last = venue.trade();

    RecordedEvents.await(() -> assertThat(events.trades()).contains(last));
    assertThat(events.trades())
        .hasSize(3 + 2 + 3 + 1)
        .startsWith(sent.toArray(Trade[]::new))
        .containsAll(venue.tape());
    assertNothingBad();
  }

  @Test
  @DisplayName("delivers the trade after a gap")
  void gap() {
    VenueSimulator venue = subscribed();
    Trade before = venue.trade();
    venue.fault(new Fault.Gap(5));
    Trade after = venue.trade();

    events.awaitTrades(List.of(before, after));
    assertThat(venue.tape()).hasSize(7);
  }

  @Test
  @DisplayName("reports a damaged message and continues with the next")
  void damaged() {
    VenueSimulator venue = subscribed();
    Trade before = venue.trade();
    venue.fault(new Fault.Damaged(/* cut= */ true));
    venue.fault(new Fault.Damaged(/* cut= */ false));
    Trade after = venue.trade();

    events.awaitTrades(List.of(before, after));
    assertThat(events.of(LineEvent.Bad.class))
        .filteredOn(bad -> bad.reason() != BadInput.LOST)
        .hasSize(2);
  }

  @Test
  @DisplayName("reports lost messages where the venue numbers them")
  void lost() {
    if (!numbersMessages()) {
      return;
    }
    VenueSimulator venue = subscribed();
    Trade before = venue.trade();
    venue.fault(new Fault.Lost(2));
    Trade after = venue.trade();

    events.awaitTrades(List.of(before, after));
    assertThat(events.of(LineEvent.Bad.class))
        .extracting(LineEvent.Bad::reason)
        .containsExactly(BadInput.LOST);
  }

  @Test
  @DisplayName("joins fragmented messages and ignores half a message")
  void pieces() {
    VenueSimulator venue = subscribed();
    venue.fault(new Fault.Fragmented(List.of(1, 2, 40, 41)));
    List<Trade> sent = venue.burst(60);
    venue.fault(new Fault.HalfFrame(Fault.End.HANG_UP));

    assertThat(events.await(LineEvent.Closed.class, 1))
        .containsExactly(new LineEvent.Closed("the connection ended inside a frame"));
    assertThat(events.trades()).isEqualTo(sent);
    assertNothingBad();
  }

  @Test
  @DisplayName("reports heartbeats of a venue without trades")
  void heartbeat() {
    VenueSimulator venue = start(usual().withPings(Duration.ofMillis(20), TIMEOUT));
    LinePort.Connection connection = subscribe(venue);
    venue.fault(new Fault.Silence(/* pings= */ true));
    connection.ping();

    events.await(LineEvent.Heartbeat.class, 1);
    venue.burst(3);
    connection.close("done");
    assertThat(events.trades()).isEmpty();
    assertNothingBad();
  }

  @Test
  @DisplayName("reports a refused subscription in the venue's words")
  void refused() {
    VenueSimulator venue = start(usual());
    venue.fault(new Fault.RefuseSubscriptions(40, "we don't \"like\" you"));
    connection(venue);

    assertThat(events.await(LineEvent.SubscriptionRefused.class, 1).getFirst().detail())
        .contains("we don't \"like\" you");
    assertThat(events.of(LineEvent.Confirmed.class)).isEmpty();
  }

  @Test
  @DisplayName("reports an announced end")
  void announced() {
    if (!announcesClose()) {
      return;
    }
    VenueSimulator venue = subscribed();
    venue.fault(new Fault.ServerShutdown());

    events.await(LineEvent.PlannedClose.class, 1);
    List<Trade> sent = venue.burst(2);
    events.awaitTrades(sent);
    assertNothingBad();
  }

  @Test
  @DisplayName("reports nothing bad about an unknown notice")
  void notice() {
    VenueSimulator venue = subscribed();
    venue.fault(new Fault.ServerShutdown());
    events.awaitTrades(venue.burst(2));
    assertNothingBad();
  }

  @Test
  @DisplayName("keeps the venue's time, however wrong it is")
  void clock() {
    VenueSimulator venue = subscribed();
    venue.fault(new Fault.ClockSkew(Duration.ofSeconds(-90)));
    List<Trade> sent = venue.burst(2);

    events.awaitTrades(sent);
    assertThat(sent.getFirst().exchangeTimeUs())
        .isLessThan(new RealClock().wallUs() - Duration.ofSeconds(60).toNanos() / 1000);
  }

  @Test
  @DisplayName("reports garbage and a reset")
  void garbage() {
    VenueSimulator venue = subscribed();
    venue.send("<html>");
    assertThat(events.await(LineEvent.Bad.class, 1).getFirst().reason())
        .isIn(BadInput.MALFORMED, BadInput.WRONG_FRAME);
    events.awaitTrades(venue.burst(1));
    venue.fault(new Fault.Reset());
    events.await(LineEvent.Closed.class, 1);
  }

  private void assertNothingBad() {
    assertThat(events.of(LineEvent.Bad.class)).isEmpty();
    assertThat(events.of(LineEvent.SubscriptionRefused.class)).isEmpty();
  }

  private VenueSimulator subscribed() {
    VenueSimulator venue = start(usual());
    subscribe(venue);
    return venue;
  }

  private LinePort.Connection subscribe(VenueSimulator venue) {
    LinePort.Connection connection = connection(venue);
    assertThat(venue.awaitSubscribers(1, TIMEOUT)).isTrue();
    events.await(LineEvent.Confirmed.class, 1);
    return connection;
  }

  private LinePort.Connection connection(VenueSimulator simulator) {
    LinePort line =
        venues()
            .open(
                simulator.options().venue(),
                options(simulator, LONGEST),
                "a",
                OutboundConnector.direct(new RealClock()),
                MessageBudget.ofHeap(),
                new RealClock(),
                FrameTap.NONE);
    LinePort.Opened opened = line.open(events, TIMEOUT);
    assertThat(opened).isInstanceOf(LinePort.Opened.Connected.class);
    return ((LinePort.Opened.Connected) opened).connection();
  }

  private VenueSimulator start(SimulatorOptions options) {
    try {
      VenueSimulator venue = VenueSimulator.start(protocol(), options, new RealClock());
      started = Optional.of(venue);
      return venue;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
