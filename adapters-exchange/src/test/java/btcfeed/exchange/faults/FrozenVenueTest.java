package btcfeed.exchange.faults;

import static org.assertj.core.api.Assertions.assertThat;

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
import btcfeed.exchange.input.MessageBudget;
import btcfeed.exchange.line.FrameTap;
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
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Uses real sockets and a manual clock, so the machine's load does not matter. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(value = "line threads", mode = ResourceAccessMode.READ)
@DisplayName("The connection manager of a venue without trades")
class FrozenVenueTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final Duration PING = Duration.ofSeconds(5);
  private static final Duration SILENCE = Duration.ofSeconds(15);

  static Stream<Arguments> lines() {
    return Venues.builtIn().names().stream()
        .filter(VenueSimulator.venues()::contains)
        .flatMap(name -> Stream.of(Arguments.of(name, "a"), Arguments.of(name, "b")));
  }

  @ParameterizedTest(name = "{0}/{1}")
  @DisplayName("keeps the connection while the venue answers its pings, and no longer")
  @MethodSource("lines")
  void frozen(String name, String letter) throws IOException {
    try (VenueSimulator venue =
            VenueSimulator.start(
                SimulatorOptions.usual(name).withPings(TIMEOUT, TIMEOUT), new SystemClock());
        ManagedLine line = new ManagedLine(venue, letter)) {
      await("the stream", line::streams);
      for (int i = 0; i < 5; i++) {
        line.pass(PING.plusSeconds(1));
        await("the response to a ping", line::heardJustNow);
      }
      assertThat(venue.handshakes()).isEqualTo(1);

      venue.fault(new Fault.Frozen());
      for (int i = 0; i < 6 && line.streams(); i++) {
        line.pass(PING.plusSeconds(1));
      }
      assertThat(line.log).last().asString().contains("nothing came for");
    }
  }

  private static void await(String what, Callable<Boolean> condition) {
    Awaitility.await(what)
        .atMost(TIMEOUT)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(5))
        .until(condition);
  }

  /** A connection manager with a manual clock. */
  private static final class ManagedLine implements AutoCloseable {
    private final AtomicLong nanos = new AtomicLong();
    private final Queue<String> log = new ConcurrentLinkedQueue<>();
    private final VenueStats stats;
    private final ConnectionManager manager;

    ManagedLine(VenueSimulator venue, String letter) {
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
              it -> Venues.builtIn().continuity(it.name()));
      VenueOptions settings =
          new VenueOptions(
              options.symbols(), Optional.of(venue.uri()), Optional.of(venue.restUri()), 100_000);
      manager =
          new ConnectionManager(
              Venues.builtIn()
                  .open(
                      options.venue(),
                      settings,
                      letter,
                      OutboundConnector.direct(new SystemClock()),
                      MessageBudget.ofHeap(),
                      new SystemClock(),
                      FrameTap.NONE),
              new LineTimings(TIMEOUT, TIMEOUT, PING, SILENCE, Duration.ofHours(20)),
              new Backoff(SILENCE, SILENCE),
              ingest,
              VenueLines.of(1, 60, stats, new StallDetector(), clock),
              clock,
              () -> 0.999,
              event -> log.add(event.toString()));
      pass(Duration.ZERO);
    }

    void pass(Duration time) {
      nanos.addAndGet(time.toNanos());
      manager.step();
    }

    boolean streams() {
      manager.step();
      return manager.state() instanceof LineState.Streaming;
    }

    boolean heardJustNow() {
      return stats
          .report(manager.state(), Optional.empty(), List.of(), nanos.get())
          .messageAge()
          .filter(Duration.ZERO::equals)
          .isPresent();
    }

    @Override
    public void close() {
      manager.close();
    }
  }
}
