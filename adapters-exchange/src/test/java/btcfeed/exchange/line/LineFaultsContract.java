package btcfeed.exchange.line;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.domain.line.BadInput;
import btcfeed.domain.line.LineEvent;
import btcfeed.domain.market.Trade;
import btcfeed.domain.port.LinePort;
import btcfeed.domain.port.LinePort.Opened;
import btcfeed.exchange.SystemClock;
import btcfeed.simulator.Fault;
import btcfeed.simulator.SimulatorOptions;
import btcfeed.simulator.VenueSimulator;
import btcfeed.testsupport.RecordedEvents;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every line keeps to, whatever a venue does. */
abstract class LineFaultsContract {
  private static final String PATH = "/ws/btcusdt@trade";

  final RecordedEvents events = new RecordedEvents();
  final VenueSimulator venue;

  LineFaultsContract() throws IOException {
    venue = VenueSimulator.start(SimulatorOptions.usual(), new SystemClock());
  }

  /** A line of the kind under test. */
  abstract LinePort line(URI uri);

  @AfterEach
  void stop() {
    venue.close();
  }

  @Test
  @DisplayName("reports a TCP reset")
  void reset() {
    subscribed();
    venue.fault(new Fault.Reset());
    assertThat(closed()).containsIgnoringCase("reset");
  }

  @Test
  @DisplayName("reports an end without a close frame")
  void hangUp() {
    subscribed();
    List<Trade> sent = venue.burst(3);
    venue.fault(new Fault.HangUp());

    assertThat(closed()).isEqualTo("the venue ended the connection without a word");
    assertThat(events.trades()).isEqualTo(sent);
  }

  @Test
  @DisplayName("reports the code and the reason of a close")
  void closeFrame() {
    subscribed();
    List<Trade> sent = venue.burst(3);
    venue.fault(new Fault.Close(1001, "maintenance\n2026"));

    assertThat(closed()).isEqualTo("1001 maintenance?2026");
    assertThat(events.trades()).isEqualTo(sent);
    assertThat(events.of(LineEvent.Bad.class)).isEmpty();
  }

  @ParameterizedTest
  @DisplayName("ignores half a frame, and keeps the messages before it")
  @EnumSource(Fault.End.class)
  void halfFrame(Fault.End end) {
    subscribed();
    List<Trade> sent = venue.burst(3);
    events.awaitTrades(sent);
    venue.fault(new Fault.HalfFrame(end));

    switch (end) {
      case RESET -> assertThat(closed()).isNotEmpty();
      case HANG_UP -> assertThat(closed()).isEqualTo("the connection ended inside a frame");
      case SILENCE -> {
        venue.burst(3);
        venue.fault(new Fault.Reset());
        assertThat(closed()).isNotEmpty();
      }
    }
    assertThat(events.trades()).isEqualTo(sent);
    assertThat(events.of(LineEvent.Bad.class)).isEmpty();
  }

  @Test
  @DisplayName("joins fragments, wherever the cuts are")
  void fragments() {
    subscribed();
    List<Trade> sent = new ArrayList<>();
    for (int cut = 1; cut < 140; cut++) {
      venue.fault(new Fault.Fragmented(List.of(cut, 2 * cut, 2 * cut + 1)));
      sent.add(venue.trade());
      venue.heal();
    }
    sent.addAll(venue.burst(10));

    events.awaitTrades(sent);
    assertThat(events.of(LineEvent.Bad.class)).isEmpty();
  }

  @Test
  @DisplayName("joins characters and surrogate pairs that span fragments")
  void fragmentsInsideCharacters() {
    subscribed();
    String text =
        """
        {"e":"trade","note":"\u00e9\u20ac\ud83d\ude00","s":"BTCUSDT","t":7,"p":"1","q":"2","T":1770000000000,\
        "m":true}\
        """;
    int bytes = text.getBytes(StandardCharsets.UTF_8).length;
    for (int cut = 1; cut < bytes; cut++) {
      venue.fault(new Fault.Fragmented(List.of(cut, cut + 1)));
      venue.send(text);
      venue.heal();
    }

    RecordedEvents.await(() -> assertThat(events.trades()).hasSize(bytes - 1));
    assertThat(events.of(LineEvent.Bad.class)).isEmpty();
  }

  @Test
  @DisplayName("reports pings between the fragments of a message")
  void pingsBetweenFragments() {
    subscribed();
    String half = "0108" + hex("{\"result");
    String rest = "8001" + hex("\"");
    venue.fault(new Fault.Raw(half + "8900" + rest));
    List<Trade> sent = List.of(venue.trade());

    events.awaitTrades(sent);
    assertThat(events.of(LineEvent.Heartbeat.class)).hasSize(1);
    assertThat(events.of(LineEvent.Bad.class))
        .singleElement()
        .satisfies(bad -> assertThat(bad.sample()).isEqualTo("{\"result\""));
  }

  @Test
  @DisplayName("reports only heartbeats of a venue that confirms and sends no trades")
  void acknowledgedButNotFed() {
    venue.fault(new Fault.Silence(true));
    Lines.open(line(venue.uri()), events);
    events.await(LineEvent.Confirmed.class, 1);
    venue.burst(10);
    venue.fault(new Fault.Raw("8a00"));

    events.await(LineEvent.Heartbeat.class, 1);
    assertThat(events.trades()).isEmpty();
    venue.heal();
    events.awaitTrades(venue.burst(2));
  }

  @Test
  @DisplayName("reports garbage with a sample, and continues")
  void garbage() {
    subscribed();
    venue.send("<html>502 Bad Gateway</html>\r\nINFO forged line");
    List<Trade> sent = venue.burst(2);

    events.awaitTrades(sent);
    assertThat(events.of(LineEvent.Bad.class))
        .containsExactly(
            new LineEvent.Bad(
                BadInput.MALFORMED,
                "<html>502 Bad Gateway</html>??INFO forged line",
                Optional.empty()));
  }

  @Test
  @DisplayName("reports binary frames, whole or in fragments, and continues")
  void binary() {
    subscribed();
    venue.fault(new Fault.Binary(5));
    venue.fault(new Fault.Raw("0201ff" + "8001ff"));
    List<Trade> sent = venue.burst(2);

    events.awaitTrades(sent);
    assertThat(events.of(LineEvent.Bad.class))
        .extracting(LineEvent.Bad::reason)
        .containsExactly(BadInput.WRONG_FRAME, BadInput.WRONG_FRAME);
  }

  @ParameterizedTest
  @DisplayName("refuses a message above the limit, in one frame or many, and closes")
  @ValueSource(ints = {1, 2, 7, 1000})
  void oversized(int fragments) {
    subscribed();
    List<Trade> sent = venue.burst(2);
    venue.fault(new Fault.Oversized(Lines.LIMIT + 1, fragments));

    closed();
    assertThat(events.trades()).isEqualTo(sent);
    assertThat(events.of(LineEvent.Bad.class))
        .singleElement()
        .satisfies(bad -> assertThat(bad.reason()).isEqualTo(BadInput.OVERSIZED));
  }

  @ParameterizedTest
  @DisplayName("accepts a message of exactly the limit, in one frame or many")
  @ValueSource(ints = {1, 2, 7, 1000})
  void largeEnough(int fragments) {
    subscribed();
    venue.fault(new Fault.Oversized(Lines.LIMIT, fragments));
    venue.fault(new Fault.Oversized(Lines.LIMIT, fragments));
    List<Trade> sent = venue.burst(2);

    events.awaitTrades(sent);
    assertThat(events.of(LineEvent.Bad.class))
        .extracting(LineEvent.Bad::reason)
        .containsExactly(BadInput.MALFORMED, BadInput.MALFORMED);
  }

  @ParameterizedTest
  @DisplayName("refuses an enormous announced length without waiting for its bytes")
  @ValueSource(strings = {"817f0000010000000000", "817f7fffffffffffffff", "817fffffffffffffffff"})
  void monstrousClaims(String header) {
    subscribed();
    venue.fault(new Fault.Raw(header));

    closed();
    assertThat(events.of(LineEvent.Bad.class))
        .singleElement()
        .satisfies(bad -> assertThat(bad.reason()).isEqualTo(BadInput.OVERSIZED));
  }

  @ParameterizedTest(name = "{0}")
  @DisplayName("reports a violation of the protocol, and closes")
  @CsvSource({
    "compressed although never agreed, c10161",
    "not UTF-8,                        8102c328",
    "control frame too long,           897e00ff",
    "control frame in parts,           0900",
    "fragment of nothing,              800161",
    "text inside a text,               0101618101 62",
    "unknown opcode,                   830161",
    "unknown control opcode,           8b00",
    "masked,                           8181000000 0061",
    "half a code in a close frame,     880103"
  })
  void brokenProtocol(String what, String hex) {
    subscribed();
    List<Trade> sent = venue.burst(2);
    venue.fault(new Fault.Raw(hex.replace(" ", "")));

    assertThat(closed()).as(what).isNotEmpty();
    assertThat(events.trades()).isEqualTo(sent);
    assertThat(events.of(LineEvent.Bad.class))
        .as(what)
        .singleElement()
        .satisfies(bad -> assertThat(bad.reason()).isEqualTo(BadInput.MALFORMED));
  }

  @Test
  @DisplayName("reports a connection that the venue accepts and drops")
  void acceptedThenDropped() {
    venue.fault(new Fault.AcceptThenDrop());
    Lines.open(line(venue.uri(PATH)), events);
    closed();
  }

  @ParameterizedTest
  @DisplayName("reports that the venue will close")
  @ValueSource(strings = {"/ws/btcusdt@trade", "/stream?streams=btcusdt@trade"})
  void announcedClose(String path) {
    Lines.open(line(venue.uri(path)), events);
    assertThat(venue.awaitSubscribers(1, Lines.TIMEOUT)).isTrue();
    venue.fault(new Fault.ServerShutdown());
    List<Trade> sent = venue.burst(2);

    events.awaitTrades(sent);
    assertThat(events.of(LineEvent.PlannedClose.class)).hasSize(1);
  }

  @Test
  @DisplayName("delivers duplicates, disorder and gaps unchanged")
  void asTheyCome() {
    subscribed();
    venue.burst(3);
    venue.fault(new Fault.Duplicate(2));
    venue.fault(new Fault.Reordered(3));
    venue.fault(new Fault.Gap(5));
    venue.burst(1);

    RecordedEvents.await(
        () ->
            assertThat(events.trades())
                .extracting(trade -> trade.id().text())
                .containsExactly("1", "2", "3", "2", "3", "6", "5", "4", "12"));
  }

  @Test
  @DisplayName("ends if its listener throws")
  void failingListener() {
    List<LineEvent> received = new ArrayList<>();
    Opened opened =
        line(venue.uri(PATH))
            .open(
                event -> {
                  synchronized (received) {
                    received.add(event);
                  }
                  if (event instanceof LineEvent.Trades) {
                    throw new IllegalStateException("a bug");
                  }
                },
                Lines.TIMEOUT);
    assertThat(opened).isInstanceOf(Opened.Connected.class);
    assertThat(venue.awaitSubscribers(1, Lines.TIMEOUT)).isTrue();
    venue.burst(2);

    RecordedEvents.await(
        () -> {
          synchronized (received) {
            assertThat(received)
                .last()
                .isEqualTo(
                    new LineEvent.Closed(
                        "the listener failed: java.lang.IllegalStateException: a bug"));
          }
        });
    RecordedEvents.await(() -> assertThat(venue.connections()).isZero());
  }

  final void subscribed() {
    Lines.open(line(venue.uri(PATH)), events);
    assertThat(venue.awaitSubscribers(1, Lines.TIMEOUT)).isTrue();
  }

  /** Waits for the last event, and returns its reason. */
  final String closed() {
    LineEvent.Closed closed = events.await(LineEvent.Closed.class, 1).getFirst();
    RecordedEvents.await(() -> assertThat(venue.connections()).isZero());
    assertThat(events.of(LineEvent.Closed.class)).hasSize(1);
    assertThat(events.all().getLast()).isEqualTo(closed);
    return closed.detail();
  }

  private static String hex(String text) {
    return HexFormat.of().formatHex(text.getBytes(StandardCharsets.US_ASCII));
  }
}
