package btcfeed.venuekit;

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
import btcfeed.exchange.Venues;
import btcfeed.exchange.input.MessageBudget;
import btcfeed.exchange.line.FrameTap;
import btcfeed.exchange.net.OutboundConnector;
import btcfeed.simulator.SimulatorOptions;
import btcfeed.simulator.VenueSimulator;
import btcfeed.testsupport.InMemoryJournal;
import btcfeed.testsupport.RealClock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/** A connection manager with a manual clock. */
final class ManagedLine implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final Duration SILENCE = Duration.ofSeconds(15);

  private final AtomicLong nanos = new AtomicLong();
  private final Queue<String> log = new ConcurrentLinkedQueue<>();
  private final VenueStats stats;
  private final ConnectionManager manager;

  ManagedLine(Venues venues, VenueSimulator venue, String letter, Duration pingEvery) {
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
            it -> venues.continuity(it.name()));
    manager =
        new ConnectionManager(
            venues.open(
                options.venue(),
                SimulationContract.options(venue, 100_000),
                letter,
                OutboundConnector.direct(new RealClock()),
                MessageBudget.ofHeap(),
                new RealClock(),
                FrameTap.NONE),
            new LineTimings(TIMEOUT, TIMEOUT, pingEvery, SILENCE, Duration.ofHours(20)),
            new Backoff(SILENCE, SILENCE),
            ingest,
            VenueLines.of(1, 60, stats, new StallDetector(), clock),
            clock,
            () -> 0.999,
            event -> log.add(event.toString()));
    pass(Duration.ZERO);
  }

  /** What was reported. */
  Queue<String> log() {
    return log;
  }

  /** Lets so much time go by. */
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
