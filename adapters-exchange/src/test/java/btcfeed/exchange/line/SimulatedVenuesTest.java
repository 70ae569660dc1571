package btcfeed.exchange.line;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.domain.line.BadInput;
import btcfeed.domain.line.LineEvent;
import btcfeed.domain.market.Trade;
import btcfeed.domain.port.LinePort;
import btcfeed.exchange.SystemClock;
import btcfeed.exchange.Venues;
import btcfeed.exchange.codec.VenueOptions;
import btcfeed.exchange.input.MessageBudget;
import btcfeed.exchange.net.OutboundConnector;
import btcfeed.simulator.Fault;
import btcfeed.simulator.SimulatorOptions;
import btcfeed.simulator.VenueSimulator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(value = "line threads", mode = ResourceAccessMode.READ)
@DisplayName("The codec of every venue, over Tyrus, with the simulated venue,")
class SimulatedVenuesTest {
  /** Venues that repeat the last trade before the subscription, unmarked. */
  private static final Set<String> REPLAYING = Set.of("okx", "htx");

  /** Venues that announce the end of a connection in a form that the codec knows. */
  private static final Set<String> ANNOUNCING = Set.of("binance", "okx", "bitstamp", "bitfinex");

  private final RecordedEvents events = new RecordedEvents();
  private Optional<VenueSimulator> started = Optional.empty();

  static List<String> venues() {
    return Venues.builtIn().names().stream().filter(VenueSimulator.venues()::contains).toList();
  }

  static List<String> announcing() {
    return venues().stream().filter(ANNOUNCING::contains).toList();
  }

  @AfterEach
  void stop() {
    started.ifPresent(VenueSimulator::close);
  }

  @ParameterizedTest(name = "{0}")
  @DisplayName("is confirmed and delivers every trade unchanged, once and in order")
  @MethodSource("venues")
  void trades(String name) {
    VenueSimulator venue = subscribed(name);
    List<Trade> sent = new ArrayList<>();
    sent.add(venue.trade());
    sent.addAll(venue.burst(120));
    sent.add(venue.trade());

    events.awaitTrades(sent);
    assertThat(venue.tape()).isEqualTo(sent);
    assertNothingBad();
  }

  @ParameterizedTest(name = "{0}")
  @DisplayName("treats no trade before the subscription as new")
  @MethodSource("venues")
  void before(String name) {
    VenueSimulator venue = start(name);
    Trade last = venue.burst(7).getLast();
    subscribe(venue);
    List<Trade> sent = new ArrayList<>();
    if (REPLAYING.contains(name)) {
      sent.add(last);
    }
    sent.addAll(venue.burst(3));

    events.awaitTrades(sent);
    assertNothingBad();
  }

  @ParameterizedTest(name = "{0}")
  @DisplayName("delivers repeated trades, and those of one message in the order of their ids")
  @MethodSource("venues")
  void again(String name) {
    VenueSimulator venue = subscribed(name);
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

  @ParameterizedTest(name = "{0}")
  @DisplayName("delivers the trade after a gap")
  @MethodSource("venues")
  void gap(String name) {
    VenueSimulator venue = subscribed(name);
    Trade before = venue.trade();
    venue.fault(new Fault.Gap(5));
    Trade after = venue.trade();

    events.awaitTrades(List.of(before, after));
    assertThat(venue.tape()).hasSize(7);
  }

  @ParameterizedTest(name = "{0}")
  @DisplayName("reports a damaged message and continues with the next")
  @MethodSource("venues")
  void damaged(String name) {
    VenueSimulator venue = subscribed(name);
    Trade before = venue.trade();
    venue.fault(new Fault.Damaged(/* cut= */ true));
    venue.fault(new Fault.Damaged(/* cut= */ false));
    Trade after = venue.trade();

    events.awaitTrades(List.of(before, after));
    assertThat(events.of(LineEvent.Bad.class))
        .filteredOn(bad -> bad.reason() != BadInput.LOST)
        .hasSize(2);
  }

  @ParameterizedTest(name = "{0}")
  @DisplayName("reports lost messages where the venue numbers them")
  @ValueSource(strings = {"bitfinex", "coinbase-advanced"})
  void lost(String name) {
    VenueSimulator venue = subscribed(name);
    Trade before = venue.trade();
    venue.fault(new Fault.Lost(2));
    Trade after = venue.trade();

    events.awaitTrades(List.of(before, after));
    assertThat(events.of(LineEvent.Bad.class))
        .extracting(LineEvent.Bad::reason)
        .containsExactly(BadInput.LOST);
  }

  @ParameterizedTest(name = "{0}")
  @DisplayName("joins fragmented messages and ignores half a message")
  @MethodSource("venues")
  void pieces(String name) {
    VenueSimulator venue = subscribed(name);
    venue.fault(new Fault.Fragmented(List.of(1, 2, 40, 41)));
    List<Trade> sent = venue.burst(60);
    venue.fault(new Fault.HalfFrame(Fault.End.HANG_UP));

    assertThat(events.await(LineEvent.Closed.class, 1))
        .containsExactly(new LineEvent.Closed("the connection ended inside a frame"));
    assertThat(events.trades()).isEqualTo(sent);
    assertNothingBad();
  }

  @ParameterizedTest(name = "{0}")
  @DisplayName("reports heartbeats of a venue without trades")
  @MethodSource("venues")
  void heartbeat(String name) {
    VenueSimulator venue = start(usual(name).withPings(Duration.ofMillis(20), Lines.TIMEOUT));
    LinePort.Connection connection = subscribe(venue);
    venue.fault(new Fault.Silence(/* pings= */ true));
    connection.ping();

    events.await(LineEvent.Heartbeat.class, 1);
    venue.burst(3);
    connection.close("done");
    assertThat(events.trades()).isEmpty();
    assertNothingBad();
  }

  @ParameterizedTest(name = "{0}")
  @DisplayName("reports a refused subscription in the venue's words")
  @MethodSource("venues")
  void refused(String name) {
    VenueSimulator venue = start(name);
    venue.fault(new Fault.RefuseSubscriptions(40, "we don't \"like\" you"));
    connection(venue);

    assertThat(events.await(LineEvent.SubscriptionRefused.class, 1).getFirst().detail())
        .contains("we don't \"like\" you");
    assertThat(events.of(LineEvent.Confirmed.class)).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @DisplayName("reports an announced end")
  @MethodSource("announcing")
  void announced(String name) {
    VenueSimulator venue = subscribed(name);
    venue.fault(new Fault.ServerShutdown());

    events.await(LineEvent.PlannedClose.class, 1);
    List<Trade> sent = venue.burst(2);
    events.awaitTrades(sent);
    assertNothingBad();
  }

  @ParameterizedTest(name = "{0}")
  @DisplayName("reports nothing bad about an unknown notice")
  @MethodSource("venues")
  void notice(String name) {
    VenueSimulator venue = subscribed(name);
    venue.fault(new Fault.ServerShutdown());
    events.awaitTrades(venue.burst(2));
    assertNothingBad();
  }

  @ParameterizedTest(name = "{0}")
  @DisplayName("keeps the venue's time, however wrong it is")
  @MethodSource("venues")
  void clock(String name) {
    VenueSimulator venue = subscribed(name);
    venue.fault(new Fault.ClockSkew(Duration.ofSeconds(-90)));
    List<Trade> sent = venue.burst(2);

    events.awaitTrades(sent);
    assertThat(sent.getFirst().exchangeTimeUs())
        .isLessThan(new SystemClock().wallUs() - Duration.ofSeconds(60).toNanos() / 1000);
  }

  @ParameterizedTest(name = "{0}")
  @DisplayName("reports garbage and a reset")
  @MethodSource("venues")
  void garbage(String name) {
    VenueSimulator venue = subscribed(name);
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

  private VenueSimulator subscribed(String name) {
    VenueSimulator venue = start(name);
    subscribe(venue);
    return venue;
  }

  private LinePort.Connection subscribe(VenueSimulator venue) {
    LinePort.Connection connection = connection(venue);
    assertThat(venue.awaitSubscribers(1, Lines.TIMEOUT)).isTrue();
    events.await(LineEvent.Confirmed.class, 1);
    return connection;
  }

  private LinePort.Connection connection(VenueSimulator venue) {
    SimulatorOptions options = venue.options();
    VenueOptions settings =
        new VenueOptions(
            options.symbols(), Optional.of(venue.uri()), Optional.of(venue.restUri()), Lines.LIMIT);
    return Lines.open(
        Venues.builtIn()
            .open(
                options.venue(),
                settings,
                "a",
                OutboundConnector.direct(new SystemClock()),
                MessageBudget.ofHeap(),
                new SystemClock(),
                FrameTap.NONE),
        events);
  }

  private static SimulatorOptions usual(String name) {
    return SimulatorOptions.usual(name);
  }

  private VenueSimulator start(String name) {
    return start(usual(name));
  }

  private VenueSimulator start(SimulatorOptions options) {
    try {
      VenueSimulator venue = VenueSimulator.start(options, new SystemClock());
      started = Optional.of(venue);
      return venue;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
