package btcfeed.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import btcfeed.domain.line.LineEvent;
import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Trade;
import btcfeed.domain.market.Venue;
import btcfeed.domain.port.LinePort;
import btcfeed.exchange.Venues;
import btcfeed.exchange.codec.VenueCodec;
import btcfeed.exchange.codec.VenueOptions;
import btcfeed.exchange.input.MessageBudget;
import btcfeed.exchange.net.OutboundConnector;
import btcfeed.simulator.Fault;
import btcfeed.simulator.SimulatorOptions;
import btcfeed.simulator.VenueSimulator;
import btcfeed.testsupport.RealClock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A recording that is played")
class PlayerTest {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final int LIMIT = 100_000;

  /** Those whose message, cut in its middle, has said something of a trade. */
  private static final Set<String> SALVAGING = Set.of("binance", "bitfinex", "kraken", "htx");

  @TempDir private Path folder;

  /** Keeps the events of one line. */
  private static final class Listener {
    private final List<LineEvent> events = new CopyOnWriteArrayList<>();

    List<Trade> trades() {
      return of(LineEvent.Trades.class).stream().flatMap(event -> event.trades().stream()).toList();
    }

    /** Each trade's receive time, in microseconds. */
    List<Long> times() {
      return of(LineEvent.Trades.class).stream()
          .flatMap(event -> event.trades().stream().map(_ -> event.receiveTimeUs()))
          .toList();
    }

    <T extends LineEvent> List<T> of(Class<T> kind) {
      return events.stream().filter(kind::isInstance).map(kind::cast).toList();
    }
  }

  @ParameterizedTest(name = "{0} over line {1}")
  @DisplayName("delivers what both clients received: trades, times and garbage")
  @CsvSource({
    "binance,a",
    "binance,b",
    "kraken,a",
    "bitfinex,b",
    "htx,a",
    "htx,b",
    "mexc,a",
    "mexc,b"
  })
  void sameAgain(String name, String letter) throws IOException, InterruptedException {
    Path file = folder.resolve("day.rec");
    Listener live = new Listener();
    List<Trade> traded = record(name, letter, file, live);
    assertThat(live.trades()).isEqualTo(traded);
    assertThat(live.of(LineEvent.Cut.class)).hasSize(SALVAGING.contains(name) ? 1 : 0);

    Listener played = play(file, Speed.MAX, letter);

    assertThat(played.trades()).isEqualTo(traded);
    assertThat(played.times()).isEqualTo(live.times());
    assertThat(played.of(LineEvent.Confirmed.class)).hasSize(1);
    assertThat(played.of(LineEvent.Bad.class)).isEqualTo(live.of(LineEvent.Bad.class));
    assertThat(played.of(LineEvent.Cut.class))
        .usingRecursiveComparison()
        .ignoringFields("receiveNanos")
        .isEqualTo(live.of(LineEvent.Cut.class));
    assertThat(played.events.getLast()).isInstanceOf(LineEvent.Closed.class);
  }

  @Test
  @DisplayName("delivers the same at the recorded speed")
  void faster() throws IOException, InterruptedException {
    Path file = folder.resolve("day.rec");
    Listener live = new Listener();
    record("binance", "a", file, live);

    assertThat(play(file, new Speed(10), "a").trades()).isEqualTo(live.trades());
  }

  @Test
  @DisplayName("continues with the next connection only when the line is opened again")
  void interrupted() throws InterruptedException {
    Path file = folder.resolve("day.rec");
    try (Recorder recorder = Recordings.begin(file, RecordingLimits.USUAL)) {
      for (int i = 0; i < 3; i++) {
        recorder.opened(Recordings.LINE, i).closed(i);
      }
    }
    Player player = player(file, Speed.MAX);
    LinePort line = player.lines().getFirst();
    player.start();
    for (int i = 0; i < 3; i++) {
      Listener listener = new Listener();
      assertThat(line.open(listener.events::add, PATIENCE))
          .isInstanceOf(LinePort.Opened.Connected.class);
      await().atMost(PATIENCE).until(() -> !listener.of(LineEvent.Closed.class).isEmpty());
    }
    assertThat(player.await(PATIENCE)).isPresent();
    assertThat(line.open(_ -> {}, PATIENCE)).isInstanceOf(LinePort.Opened.Failed.class);
  }

  @Test
  @DisplayName("is one connection where one replaced another before it ended")
  void replaced() throws InterruptedException {
    Path file = folder.resolve("day.rec");
    try (Recorder recorder = Recordings.begin(file, RecordingLimits.USUAL)) {
      var first = recorder.opened(Recordings.LINE, 1);
      var second = recorder.opened(Recordings.LINE, 2);
      first.closed(3);
      second.closed(4);
    }
    assertThat(play(file, Speed.MAX, "a").of(LineEvent.Closed.class)).hasSize(1);
  }

  @Test
  @DisplayName("is interrupted between two recordings")
  void twoRecordings() throws InterruptedException {
    Path one = folder.resolve("one.rec");
    Path other = folder.resolve("other.rec");
    for (Path file : List.of(one, other)) {
      try (Recorder recorder = Recordings.begin(file, RecordingLimits.USUAL)) {
        recorder.opened(Recordings.LINE, 1);
      }
    }
    Player player =
        new Player(Recordings.tape(one, other), PlayerTest::codec, Speed.MAX, new RealClock());
    LinePort line = player.lines().getFirst();
    player.start();
    Listener first = new Listener();
    line.open(first.events::add, PATIENCE);
    await().atMost(PATIENCE).until(() -> !first.of(LineEvent.Closed.class).isEmpty());
    Listener second = new Listener();
    assertThat(line.open(second.events::add, PATIENCE))
        .isInstanceOf(LinePort.Opened.Connected.class);
    assertThat(player.await(PATIENCE).orElseThrow().whole()).isTrue();
    assertThat(second.of(LineEvent.Closed.class)).isEmpty();
  }

  @Test
  @DisplayName("stops in the middle when it is closed")
  void stopped() throws InterruptedException {
    Path file = folder.resolve("day.rec");
    try (Recorder recorder = Recordings.begin(file, RecordingLimits.USUAL)) {
      recorder.opened(Recordings.LINE, 1).closed(Duration.ofDays(1).toNanos() / 1_000);
    }
    Player player = player(file, new Speed(1));
    player.start();
    player.close();
    assertThat(player.await(PATIENCE).orElseThrow().notes())
        .containsExactly("it was not played to the end");
  }

  /** Records a venue with everything it may say, and returns what it traded. */
  private List<Trade> record(String name, String letter, Path file, Listener live)
      throws IOException {
    RealClock clock = new RealClock();
    SimulatorOptions options = SimulatorOptions.usual(name);
    RecordingHeader.Listened listened =
        new RecordingHeader.Listened(
            new Venue(name), /* lines= */ letter.equals("b") ? 2 : 1, options.symbols());
    try (VenueSimulator venue = VenueSimulator.start(options, clock);
        Recorder recorder =
            Recordings.made(
                () -> Recorder.begin(file, List.of(listened), RecordingLimits.USUAL, clock))) {
      VenueOptions settings =
          new VenueOptions(
              options.symbols(), Optional.of(venue.uri()), Optional.of(venue.restUri()), LIMIT);
      LinePort line =
          Venues.builtIn()
              .open(
                  name,
                  settings,
                  letter,
                  OutboundConnector.direct(clock),
                  MessageBudget.ofHeap(),
                  clock,
                  recorder);
      assertThat(line.open(live.events::add, PATIENCE))
          .isInstanceOf(LinePort.Opened.Connected.class);
      assertThat(venue.awaitSubscribers(1, PATIENCE)).isTrue();
      await().atMost(PATIENCE).until(() -> !live.of(LineEvent.Confirmed.class).isEmpty());
      List<Trade> traded = new ArrayList<>(venue.burst(40));
      venue.send("<html>");
      venue.fault(new Fault.Damaged(/* cut= */ true));
      traded.addAll(venue.burst(3));
      await().atMost(PATIENCE).until(() -> live.trades().equals(traded));
      venue.fault(new Fault.CutFrame(Integer.MAX_VALUE, Fault.End.HANG_UP));
      await().atMost(PATIENCE).until(() -> !live.of(LineEvent.Closed.class).isEmpty());
      await().atMost(PATIENCE).until(() -> closes(file) == 1);
      return traded;
    }
  }

  private static long closes(Path file) {
    return Recordings.all(file).stream()
        .filter(one -> one.kind() == RecordedEvent.Kind.CLOSED)
        .count();
  }

  private static VenueCodec codec(String venue, List<Symbol> symbols) {
    return Venues.builtIn().codec(venue, new VenueOptions(symbols, Optional.empty(), LIMIT));
  }

  private static Player player(Path file, Speed speed) {
    return new Player(Recordings.tape(file), PlayerTest::codec, speed, new RealClock());
  }

  /** Plays a recording of one connection. */
  private static Listener play(Path file, Speed speed, String letter) throws InterruptedException {
    Listener listener = new Listener();
    try (Player player = player(file, speed)) {
      LinePort line =
          player.lines().stream()
              .filter(one -> one.id().letter().equals(letter))
              .findFirst()
              .orElseThrow();
      player.start();
      assertThat(line.open(listener.events::add, PATIENCE))
          .isInstanceOf(LinePort.Opened.Connected.class);
      assertThat(player.await(PATIENCE).orElseThrow().notes()).isEmpty();
    }
    return listener;
  }
}
