package btcfeed.exchange.faults;

import btcfeed.application.connect.ConnectionManager;
import btcfeed.application.connect.StallDetector;
import btcfeed.application.connect.VenueLines;
import btcfeed.application.ingest.Ingest;
import btcfeed.application.ingest.VenueStats;
import btcfeed.application.repair.Backfill;
import btcfeed.application.work.Step;
import btcfeed.domain.journal.JournalEvent;
import btcfeed.domain.line.Backoff;
import btcfeed.domain.line.LineTimings;
import btcfeed.domain.market.PriceTick;
import btcfeed.domain.market.Trade;
import btcfeed.domain.market.Venue;
import btcfeed.domain.sequence.Gap;
import btcfeed.exchange.Venues;
import btcfeed.exchange.codec.VenueOptions;
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

/** One simulated venue, listened to over real lines up to the journal, its history included. */
final class Listening implements AutoCloseable {
  private static final int DIALS_A_MINUTE = 600;
  private static final Duration TEN = Duration.ofSeconds(10);

  // One venue wants a second of peace before it is asked, and that is not hurried.
  private static final Duration CONFIRM = Duration.ofSeconds(30);
  private static final Duration SILENCE = Duration.ofSeconds(40);
  private static final Duration LIFE = Duration.ofHours(20);

  /** Gives a silent venue up soon. */
  static final LineTimings IMPATIENT = new LineTimings(TEN, CONFIRM, TEN, SILENCE, LIFE);

  /** Takes nobody for silent who is only late, as on a busy machine. */
  static final LineTimings PATIENT =
      new LineTimings(Duration.ofMinutes(2), Duration.ofHours(1), TEN, Duration.ofHours(1), LIFE);

  final VenueSimulator venue;
  private final InMemoryJournal journal = new InMemoryJournal();
  private final List<Step> steps = new ArrayList<>();
  private final List<ConnectionManager> keepers = new ArrayList<>();
  private final List<Backfill> repairs = new ArrayList<>();
  private final Queue<String> log = new ConcurrentLinkedQueue<>();
  private final ScheduledExecutorService driver =
      Executors.newScheduledThreadPool(4, Thread.ofPlatform().daemon().name("step").factory());

  /** Begins to listen through lines of these letters. */
  Listening(VenueSimulator venue, LineTimings timings, String... letters) {
    this.venue = venue;
    SimulatorOptions options = venue.options();
    HurriedClock clock = new HurriedClock();
    Venue name = new Venue(options.venue());
    VenueStats stats = new VenueStats(name);
    Ingest ingest =
        new Ingest(
            journal,
            clock,
            happening -> log.add(happening.toString()),
            (_, _) -> {},
            _ -> stats,
            it -> Venues.continuity(it.name()));
    Venues.history(options.venue(), Optional.of(venue.restUri()), OutboundConnector.direct(clock))
        .ifPresentOrElse(
            history -> {
              Backfill backfill =
                  new Backfill(stats, history, ingest, clock, it -> log.add(it.toString()));
              ingest.watch(backfill);
              repairs.add(backfill);
              steps.add(backfill);
            },
            () -> ingest.watch(new NobodyToAsk(ingest)));
    ingest.recover();
    steps.add(ingest);
    VenueLines shared =
        VenueLines.of(letters.length, DIALS_A_MINUTE, ingest, stats, new StallDetector(), clock);
    VenueOptions settings =
        new VenueOptions(
            options.symbols(), Optional.of(venue.uri()), Optional.of(venue.restUri()), 100_000);
    for (String letter : letters) {
      ConnectionManager keeper =
          new ConnectionManager(
              Venues.open(
                  options.venue(), settings, letter, OutboundConnector.direct(clock), clock),
              timings,
              new Backoff(Duration.ofMillis(10), Duration.ofMillis(100)),
              ingest,
              shared,
              clock,
              () -> 0.5,
              happening -> log.add(happening.toString()));
      keepers.add(keeper);
      steps.add(keeper);
    }
    for (Step step : steps) {
      var _ = driver.scheduleWithFixedDelay(step::step, 0, 2, TimeUnit.MILLISECONDS);
    }
  }

  /** How often each trade stands in the journal, by its id. */
  Map<String, Integer> ticks() {
    Map<String, Integer> ticks = new LinkedHashMap<>();
    journal.entries().stream()
        .map(entry -> entry.event())
        .filter(JournalEvent.Ticked.class::isInstance)
        .map(JournalEvent.Ticked.class::cast)
        .map(JournalEvent.Ticked::tick)
        .map(PriceTick::trade)
        .forEach(trade -> ticks.merge(said(trade), 1, Integer::sum));
    return ticks;
  }

  /**
   * A trade without its time, which one history only tells to the second, and without the zeros
   * that some venues leave out.
   */
  static String said(Trade trade) {
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

  /** Gaps that were opened and are not closed, and those that were given up. */
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

  /** Trades of the tape that are not in the journal. */
  List<Trade> missing() {
    Set<String> there = new HashSet<>(ticks().keySet());
    return venue.tape().stream().filter(trade -> !there.contains(said(trade))).toList();
  }

  /** What went on, for whoever has to find out why a test failed. */
  String story() {
    return String.join("\n", log);
  }

  @Override
  public void close() {
    driver.shutdownNow();
    keepers.forEach(ConnectionManager::close);
    repairs.forEach(Backfill::close);
    venue.close();
  }
}
