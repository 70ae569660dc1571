package btcfeed.application;

import btcfeed.application.ingest.Ingest;
import btcfeed.application.ingest.VenueStats;
import btcfeed.application.observe.FeedSnapshot;
import btcfeed.application.observe.Observer;
import btcfeed.application.observe.PriceFreshness;
import btcfeed.application.repair.Backfill;
import btcfeed.application.replicate.ActiveStoreManager;
import btcfeed.application.replicate.JournalRetention;
import btcfeed.application.replicate.Replica;
import btcfeed.application.replicate.Sender;
import btcfeed.application.replicate.SenderOptions;
import btcfeed.application.replicate.StoreLease;
import btcfeed.application.work.Signal;
import btcfeed.domain.health.BackfillReport;
import btcfeed.domain.journal.Entry;
import btcfeed.domain.journal.JournalEvent;
import btcfeed.domain.journal.JournalId;
import btcfeed.domain.journal.Mutation;
import btcfeed.domain.line.LineState;
import btcfeed.domain.market.Market;
import btcfeed.domain.market.Origin;
import btcfeed.domain.market.Price;
import btcfeed.domain.market.Quantity;
import btcfeed.domain.market.Side;
import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Trade;
import btcfeed.domain.market.TradeId;
import btcfeed.domain.market.Venue;
import btcfeed.domain.port.FeedLog.FeedEvent;
import btcfeed.domain.port.MutateStores;
import btcfeed.domain.sequence.Continuity;
import btcfeed.domain.store.StoreName;
import btcfeed.domain.store.SwitchCommand;
import btcfeed.domain.store.SwitchResult;
import btcfeed.domain.store.WriterLease;
import btcfeed.testsupport.InMemoryJournal;
import btcfeed.testsupport.InMemoryStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.LongStream;

/** The whole application but the lines, in one thread under virtual time, with fakes around it. */
final class World {
  static final Market MARKET = new Market(new Venue("binance"), Symbol.parse("BTC-USDT"));
  static final Duration GRACE = Duration.ofSeconds(5);
  static final Duration STALE_AFTER = Duration.ofSeconds(10);
  private static final long KEEP_RECORDS = 1_000_000;

  final ManualClock clock;
  final InMemoryJournal journal;
  final InMemoryStore primary;
  final InMemoryStore failover;
  final List<FeedEvent> log = new ArrayList<>();
  final Ingest ingest;
  final FakeHistory history = new FakeHistory();
  private final VenueStats stats;
  final Sender toPrimary;
  final Sender toFailover;
  final ActiveStoreManager active;
  private final Observer observer;
  private final VirtualTime time;
  private final long epoch;
  private final Continuity continuity;
  private boolean asking;

  static World start() {
    return start(new InMemoryJournal());
  }

  static World start(InMemoryJournal journal) {
    return start(journal, Continuity.SEQUENTIAL);
  }

  static World start(InMemoryJournal journal, Continuity continuity) {
    return new World(
        new ManualClock(), journal, new InMemoryStore(), new InMemoryStore(), 1, continuity);
  }

  private World(
      ManualClock clock,
      InMemoryJournal journal,
      InMemoryStore primary,
      InMemoryStore failover,
      long epoch,
      Continuity continuity) {
    this.continuity = continuity;
    this.clock = clock;
    this.journal = journal;
    this.primary = primary;
    this.failover = failover;
    this.epoch = epoch;
    time = new VirtualTime(clock);
    stats = new VenueStats(MARKET.venue());
    ingest = new Ingest(journal, clock, log::add, (_, _) -> {}, _ -> stats, _ -> continuity);
    Backfill backfill = new Backfill(stats, history, ingest, clock, log::add);
    ingest.onGapChange(backfill);
    WriterLease lease = new WriterLease(epoch, "this-feed", clock.wallUs());
    toPrimary = sender(StoreName.PRIMARY, primary, lease);
    toFailover = sender(StoreName.FAILOVER, failover, lease);
    active =
        new ActiveStoreManager(
            Optional.of(toPrimary), Optional.of(toFailover), GRACE, clock, log::add);
    observer =
        new Observer(
            List.of(),
            ingest,
            journal,
            List.of(toPrimary, toFailover),
            active,
            new PriceFreshness(List.of(toPrimary, toFailover), active, STALE_AFTER, clock),
            new FeedSnapshot.Setup("test", "test", "this-feed", true, 1_000_000, 1_000),
            Observer.Sources.NONE,
            clock);
    ingest.follow();
    journal.lineage(journal.lineage().ledBy(epoch, "this-feed", journal.status().newest()));
    ingest.lead(JournalId.START);
    var wakePrimary = time.add(toPrimary);
    var wakeFailover = time.add(toFailover);
    var wakeIngest = time.add(ingest);
    var wakeActive = time.add(active);
    active.wakeWith(lent(wakeActive));
    backfill.wakeWith(time.add(backfill));
    time.add(
        new JournalRetention(
            journal, List.of(toPrimary, toFailover), List.of(), KEEP_RECORDS, log::add));
    toPrimary.onStateChange(wakeActive);
    toFailover.onStateChange(wakeActive);
    ingest.wakeWith(
        lent(wakeIngest),
        wakeIngest,
        () -> {
          wakePrimary.wake();
          wakeFailover.wake();
        });
  }

  private Sender sender(StoreName name, InMemoryStore store, WriterLease lease) {
    return new Sender(
        new Replica(name, "memory:" + name.text(), store.open()),
        () -> new StoreLease.Granted(lease),
        SenderOptions.DEFAULT,
        journal,
        ingest,
        ingest,
        clock,
        log::add,
        (_, _) -> {},
        () -> 0.5);
  }

  /** The service is killed and started again on the same journal and stores. */
  World killedAndRestarted() {
    return restartedOn(journal.reopened());
  }

  /** The same on what has become of the journal. */
  World restartedOn(InMemoryJournal next) {
    return new World(clock, next, primary, failover, epoch + 1, continuity);
  }

  void advance(Duration duration) {
    time.advance(duration);
  }

  /** Trades with these ids arrive in one message, and a millisecond passes. */
  void arrive(long... ids) {
    ingest.accept(
        LongStream.of(ids).mapToObj(this::trade).toList(),
        Origin.LIVE,
        clock.wallUs(),
        clock.nanos());
    advance(Duration.ofMillis(1));
  }

  /** Trades {@code from} to {@code to} arrive, each in a message of its own, one a millisecond. */
  void arriveEach(long from, long to) {
    LongStream.rangeClosed(from, to).forEach(this::arrive);
  }

  Trade trade(long id) {
    return trade(id, clock.wallUs());
  }

  static Trade trade(long id, long exchangeTimeUs) {
    return new Trade(
        MARKET,
        TradeId.of(id),
        new Price(6_400_000 + id, 2),
        new Quantity(1_000, 5),
        Side.BUY,
        exchangeTimeUs);
  }

  /** Submits it; when it is answered, a millisecond passes. */
  MutateStores.SubmitResult submit(Mutation mutation) {
    MutateStores.SubmitResult answer = asking(() -> ingest.mutations().submit(mutation));
    advance(Duration.ofMillis(1));
    return answer;
  }

  /** An operator sends a command, which is decided before any time has passed. */
  SwitchResult order(SwitchCommand order) {
    return asking(() -> active.commands().move(order));
  }

  /**
   * Does what waits for another step of the application to answer. In the product that step has a
   * thread of its own; here the caller runs it, so that no other thread can be late.
   */
  <T> T asking(Supplier<T> whatWaits) {
    asking = true;
    try {
      return whatWaits.get();
    } finally {
      asking = false;
    }
  }

  private Signal lent(Signal step) {
    return () -> {
      step.wake();
      if (asking) {
        asking = false;
        advance(Duration.ZERO);
        asking = true;
      }
    };
  }

  BackfillReport backfill() {
    LineState idle = new LineState.Waiting(0, "there are no lines");
    return stats.report(idle, Optional.empty(), List.of(), clock.nanos()).backfill();
  }

  FeedSnapshot snapshot() {
    return observer.snapshot();
  }

  /** Trade ids in a store's stream, in its order. */
  static List<Long> ids(InMemoryStore store) {
    return ids(store.ticks());
  }

  static List<Long> ids(List<Entry> entries) {
    List<Long> ids = new ArrayList<>();
    for (Entry entry : entries) {
      if (entry.event() instanceof JournalEvent.Ticked(var tick)) {
        ids.add(Long.parseLong(tick.trade().id().text()));
      }
    }
    return ids;
  }

  static List<Long> upTo(long last) {
    return LongStream.rangeClosed(1, last).boxed().toList();
  }

  <T extends FeedEvent> List<T> happened(Class<T> kind) {
    return log.stream().filter(kind::isInstance).map(kind::cast).toList();
  }
}
