package btcfeed.venuekit;

import btcfeed.application.connect.ConnectionManager;
import btcfeed.application.connect.StallDetector;
import btcfeed.application.connect.VenueLines;
import btcfeed.application.ingest.Ingest;
import btcfeed.application.ingest.VenueStats;
import btcfeed.application.repair.Backfill;
import btcfeed.application.work.Step;
import btcfeed.domain.journal.JournalEvent;
import btcfeed.domain.journal.JournalId;
import btcfeed.domain.line.Backoff;
import btcfeed.domain.line.LineTimings;
import btcfeed.domain.market.PriceTick;
import btcfeed.domain.market.Trade;
import btcfeed.domain.market.Venue;
import btcfeed.domain.sequence.Gap;
import btcfeed.exchange.Venues;
import btcfeed.exchange.input.MessageBudget;
import btcfeed.exchange.line.FrameTap;
import btcfeed.exchange.net.OutboundConnector;
import btcfeed.simulator.SimulatorOptions;
import btcfeed.simulator.VenueSimulator;
import btcfeed.testsupport.InMemoryJournal;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** One simulated venue, with real lines to it, its history, and a journal. */
final class FeedOfOneVenue implements AutoCloseable {
  private static final int DIALS_A_MINUTE = 600;
  private static final Duration TEN = Duration.ofSeconds(10);

  // One venue ignores requests in the first second, which the fast clock does not shorten.
  private static final Duration CONFIRM = Duration.ofSeconds(30);
  private static final Duration SILENCE = Duration.ofSeconds(40);
  private static final Duration LIFE = Duration.ofHours(20);

  /** Replaces a silent connection within 2 s of real time. */
  static final LineTimings IMPATIENT = new LineTimings(TEN, CONFIRM, TEN, SILENCE, LIFE);

  /** Does not mistake a slow connection on a busy machine for a silent one. */
  static final LineTimings PATIENT =
      new LineTimings(Duration.ofMinutes(2), Duration.ofHours(1), TEN, Duration.ofHours(1), LIFE);

  final VenueSimulator venue;
  private final InMemoryJournal journal = new InMemoryJournal();
  private final List<Step> steps = new ArrayList<>();
  private final List<ConnectionManager> managers = new ArrayList<>();
  private final List<Backfill> backfills = new ArrayList<>();
  private final Queue<String> log = new ConcurrentLinkedQueue<>();
  private final ScheduledExecutorService driver =
      Executors.newScheduledThreadPool(4, Thread.ofPlatform().daemon().name("step").factory());

  /** Starts with lines of these letters. */
  FeedOfOneVenue(Venues venues, VenueSimulator venue, LineTimings timings, String... letters) {
    this.venue = venue;
    SimulatorOptions options = venue.options();
    FastClock clock = new FastClock();
    Venue name = new Venue(options.venue());
    VenueStats stats = new VenueStats(name);
    Ingest ingest =
        new Ingest(
            journal,
            clock,
            event -> log.add(event.toString()),
            (_, _) -> {},
            _ -> stats,
            it -> venues.continuity(it.name()));
    venues
        .history(
            options.venue(),
            Optional.of(venue.restUri()),
            OutboundConnector.direct(clock),
            MessageBudget.ofHeap())
        .ifPresentOrElse(
            history -> {
              Backfill backfill =
                  new Backfill(stats, history, ingest, clock, it -> log.add(it.toString()));
              ingest.onGapChange(backfill);
              backfills.add(backfill);
              steps.add(backfill);
            },
            () -> ingest.onGapChange(new GivesUpGaps(ingest)));
    ingest.follow();
    ingest.lead(JournalId.START);
    steps.add(ingest);
    VenueLines shared =
        VenueLines.of(letters.length, DIALS_A_MINUTE, stats, new StallDetector(), clock);
    for (String letter : letters) {
      ConnectionManager manager =
          new ConnectionManager(
              venues.open(
                  options.venue(),
                  SimulationContract.options(venue, 100_000),
                  letter,
                  OutboundConnector.direct(clock),
                  MessageBudget.ofHeap(),
                  clock,
                  FrameTap.NONE),
              timings,
              new Backoff(Duration.ofMillis(10), Duration.ofMillis(100)),
              ingest,
              shared,
              clock,
              () -> 0.5,
              event -> log.add(event.toString()));
      managers.add(manager);
      steps.add(manager);
    }
    for (Step step : steps) {
      var _ = driver.scheduleWithFixedDelay(step::step, 0, 2, TimeUnit.MILLISECONDS);
    }
  }

  /** The number of records of each trade in the journal. */
  Map<String, Integer> ticks() {
    Map<String, Integer> ticks = new LinkedHashMap<>();
    journal.entries().stream()
        .map(entry -> entry.event())
        .filter(JournalEvent.Ticked.class::isInstance)
        .map(JournalEvent.Ticked.class::cast)
        .map(JournalEvent.Ticked::tick)
        .map(PriceTick::trade)
        .forEach(trade -> ticks.merge(text(trade), 1, Integer::sum));
    return ticks;
  }

  /**
   * A trade without its time, which one history rounds to seconds, and without trailing zeros,
   * which some venues omit.
   */
  static String text(Trade trade) {
    return trade.id().text()
        + " "
        + plain(trade.price().text())
        + " "
        + plain(trade.quantity().text())
        + " "
        + trade.side();
  }

  private static String plain(String decimal) {
    return new BigDecimal(decimal).stripTrailingZeros().toPlainString();
  }

  /** The gaps whose last state is this one. */
  List<Gap> gaps(Gap.State state) {
    Map<String, Gap> last = new LinkedHashMap<>();
    journal.entries().stream()
        .map(entry -> entry.event())
        .filter(JournalEvent.GapChanged.class::isInstance)
        .map(JournalEvent.GapChanged.class::cast)
        .forEach(
            changed ->
                last.put(
                    changed.gap().ids()
                        + " "
                        + changed.gap().sinceUs()
                        + " "
                        + changed.gap().untilUs(),
                    changed.gap()));
    return last.values().stream().filter(gap -> gap.state() == state).toList();
  }

  /** Trades of the venue that are not in the journal. */
  List<Trade> missing() {
    Set<String> there = new HashSet<>(ticks().keySet());
    return venue.tape().stream().filter(trade -> !there.contains(text(trade))).toList();
  }

  /** The feed log, for the message of a failed test. */
  String log() {
    return String.join("\n", log);
  }

  @Override
  public void close() {
    driver.shutdownNow();
    managers.forEach(ConnectionManager::close);
    backfills.forEach(Backfill::close);
    venue.close();
  }
}
