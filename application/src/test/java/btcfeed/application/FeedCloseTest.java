package btcfeed.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import btcfeed.application.connect.ConnectionManager;
import btcfeed.application.connect.StallDetector;
import btcfeed.application.connect.VenueLines;
import btcfeed.application.ingest.Ingest;
import btcfeed.application.ingest.VenueStats;
import btcfeed.application.lead.Leadership;
import btcfeed.application.observe.FeedSnapshot;
import btcfeed.application.observe.Observer;
import btcfeed.application.observe.PriceFreshness;
import btcfeed.application.replicate.JournalRetention;
import btcfeed.application.work.Workers;
import btcfeed.domain.line.Backoff;
import btcfeed.domain.line.LineEvent;
import btcfeed.domain.line.LineId;
import btcfeed.domain.line.LineTimings;
import btcfeed.domain.market.Venue;
import btcfeed.domain.port.LinePort;
import btcfeed.domain.sequence.Continuity;
import btcfeed.testsupport.InMemoryJournal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A feed that stops")
class FeedCloseTest {
  private static final int LINES = 30;
  private static final Duration A_WHILE = Duration.ofMinutes(1);

  private final ManualClock clock = new ManualClock();
  private final InMemoryJournal journal = new InMemoryJournal();
  private final Ingest ingest =
      new Ingest(
          journal, clock, _ -> {}, (_, _) -> {}, VenueStats::new, _ -> Continuity.SEQUENTIAL);
  private final AtomicInteger opened = new AtomicInteger();
  private final CountDownLatch closing = new CountDownLatch(LINES);
  private final AtomicInteger closedTogether = new AtomicInteger();

  @Test
  @DisplayName("closes all lines at once, so that 30 silent venues take no longer than one")
  void closesLinesInParallel() {
    List<ConnectionManager> managers = new ArrayList<>();
    for (int venue = 0; venue < LINES; venue++) {
      managers.add(manager(new Venue("venue" + venue)));
    }
    Feed feed = feed(managers);
    feed.start();
    await().atMost(A_WHILE).untilAsserted(() -> assertThat(opened).hasValue(LINES));

    feed.close();

    assertThat(closedTogether).hasValue(LINES);
  }

  /**
   * Its close returns when all lines are closing. Closed one after the other, none would see it.
   */
  private final class SilentLine implements LinePort {
    private final LineId id;

    SilentLine(LineId id) {
      this.id = id;
    }

    @Override
    public LineId id() {
      return id;
    }

    @Override
    public Opened open(Consumer<LineEvent> events, Duration timeout) {
      opened.incrementAndGet();
      return new Opened.Connected(
          new Connection() {
            @Override
            public void ping() {}

            @Override
            public void close(String why) {
              closing.countDown();
              try {
                if (closing.await(1, TimeUnit.SECONDS)) {
                  closedTogether.incrementAndGet();
                }
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            }
          });
    }
  }

  private ConnectionManager manager(Venue venue) {
    VenueStats stats = new VenueStats(venue);
    Duration ten = Duration.ofSeconds(10);
    return new ConnectionManager(
        new SilentLine(new LineId(venue, "a")),
        new LineTimings(ten, ten, ten, ten.multipliedBy(2), ten.multipliedBy(100)),
        new Backoff(ten, ten),
        ingest,
        VenueLines.of(1, 60, stats, new StallDetector(), clock),
        clock,
        () -> 0.5,
        _ -> {});
  }

  private Feed feed(List<ConnectionManager> managers) {
    World world = World.start();
    return new Feed(
        managers,
        List.of(),
        ingest,
        journal,
        new Leadership(
            List.of(),
            false,
            "this-feed",
            1,
            Duration.ofSeconds(2),
            journal,
            ingest,
            atLeast -> atLeast,
            clock,
            _ -> {},
            () -> 0.5,
            all -> all.forEach(Runnable::run)),
        List.of(),
        List.of(),
        world.active,
        new JournalRetention(journal, List.of(), List.of(), 1_000_000, _ -> {}),
        new Observer(
            managers,
            ingest,
            journal,
            List.of(),
            world.active,
            new PriceFreshness(List.of(), world.active, Duration.ofSeconds(10), clock),
            new FeedSnapshot.Setup("test", "test", "this-feed", true, 1_000_000, 1_000),
            Observer.Sources.NONE,
            clock),
        Workers.threads((_, _) -> {}));
  }
}
