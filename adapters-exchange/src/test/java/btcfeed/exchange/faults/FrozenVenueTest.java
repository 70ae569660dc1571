package btcfeed.exchange.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import btcfeed.application.connect.ConnectionManager;
import btcfeed.application.connect.StallDetector;
import btcfeed.application.connect.VenueLines;
import btcfeed.application.ingest.Ingest;
import btcfeed.application.ingest.VenueStats;
import btcfeed.domain.line.Backoff;
import btcfeed.domain.line.LineState;
import btcfeed.domain.line.LineTimings;
import btcfeed.domain.market.Venue;
import btcfeed.domain.time.Clock;
import btcfeed.exchange.SystemClock;
import btcfeed.exchange.Venues;
import btcfeed.exchange.codec.VenueOptions;
import btcfeed.exchange.net.OutboundConnector;
import btcfeed.simulator.Fault;
import btcfeed.simulator.SimulatorOptions;
import btcfeed.simulator.VenueSimulator;
import btcfeed.testsupport.InMemoryJournal;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Real sockets; how long the keeper has waited is the test's to say, so that nothing hurries. */
@ResourceLock(value = "line threads", mode = ResourceAccessMode.READ)
@DisplayName("The keeper of a line to a venue where nothing is traded")
class FrozenVenueTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration PING = Duration.ofSeconds(5);
  private static final Duration SILENCE = Duration.ofSeconds(15);

  static Stream<Arguments> lines() {
    return Venues.names().stream()
        .filter(VenueSimulator.venues()::contains)
        .flatMap(name -> Stream.of(Arguments.of(name, "a"), Arguments.of(name, "b")));
  }

  @ParameterizedTest(name = "{0}/{1}")
  @DisplayName("keeps the connection while its pings are answered, and no longer")
  @MethodSource("lines")
  void frozen(String name, String letter) throws IOException {
    try (VenueSimulator venue =
            VenueSimulator.start(
                SimulatorOptions.usual(name).withPings(PATIENCE, PATIENCE), new SystemClock());
        Watch watch = new Watch(venue, letter)) {
      await().atMost(PATIENCE).until(watch::streams);
      for (int i = 0; i < 5; i++) {
        watch.pass(PING.plusSeconds(1));
        await("an answer to a ping").atMost(PATIENCE).until(watch::heardJustNow);
      }
      assertThat(venue.handshakes()).isEqualTo(1);

      venue.fault(new Fault.Frozen());
      for (int i = 0; i < 6 && watch.streams(); i++) {
        watch.pass(PING.plusSeconds(1));
      }
      assertThat(watch.log).last().asString().contains("nothing came for");
    }
  }

  /** A keeper under a clock that goes when it is told to. */
  private static final class Watch implements AutoCloseable {
    private final AtomicLong nanos = new AtomicLong();
    private final Queue<String> log = new ConcurrentLinkedQueue<>();
    private final VenueStats stats;
    private final ConnectionManager keeper;

    Watch(VenueSimulator venue, String letter) {
      SimulatorOptions options = venue.options();
      Clock clock =
          new Clock() {
            @Override
            public long wallUs() {
              return nanos.get() / 1000;
            }

            @Override
            public long nanos() {
              return nanos.get();
            }
          };
      stats = new VenueStats(new Venue(options.venue()));
      Ingest ingest =
          new Ingest(
              new InMemoryJournal(),
              clock,
              _ -> {},
              (_, _) -> {},
              _ -> stats,
              it -> Venues.continuity(it.name()));
      VenueOptions settings =
          new VenueOptions(
              options.symbols(), Optional.of(venue.uri()), Optional.of(venue.restUri()), 100_000);
      keeper =
          new ConnectionManager(
              Venues.open(
                  options.venue(),
                  settings,
                  letter,
                  OutboundConnector.direct(new SystemClock()),
                  new SystemClock()),
              new LineTimings(PATIENCE, PATIENCE, PING, SILENCE, Duration.ofHours(20)),
              new Backoff(SILENCE, SILENCE),
              ingest,
              VenueLines.of(1, 60, ingest, stats, new StallDetector(), clock),
              clock,
              () -> 0.999,
              happening -> log.add(happening.toString()));
      pass(Duration.ZERO);
    }

    void pass(Duration time) {
      nanos.addAndGet(time.toNanos());
      keeper.step();
    }

    boolean streams() {
      keeper.step();
      return keeper.state() instanceof LineState.Streaming;
    }

    boolean heardJustNow() {
      return stats
          .report(keeper.state(), Optional.empty(), List.of(), nanos.get())
          .heardAge()
          .filter(Duration.ZERO::equals)
          .isPresent();
    }

    @Override
    public void close() {
      keeper.close();
    }
  }
}
