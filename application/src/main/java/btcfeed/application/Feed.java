package btcfeed.application;

import btcfeed.application.connect.ConnectionManager;
import btcfeed.application.ingest.Ingest;
import btcfeed.application.observe.Observer;
import btcfeed.application.repair.Backfill;
import btcfeed.application.replicate.ActiveStoreManager;
import btcfeed.application.replicate.JournalRetention;
import btcfeed.application.replicate.Sender;
import btcfeed.application.work.Worker;
import btcfeed.application.work.Workers;
import btcfeed.application.work.Workers.ThreadKind;
import btcfeed.domain.health.WorkerReport;
import btcfeed.domain.port.FeedLog;
import btcfeed.domain.port.JournalPort;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The running feed: its parts, their threads, and the order in which they start and stop.
 *
 * <p>The ingest and each sender have a platform thread, because they are the way of every trade;
 * everything that mostly waits has a virtual one.
 */
public final class Feed implements AutoCloseable {
  /** How long stopping may wait for trades to get from the queue into the journal. */
  public static final Duration DRAIN_INGEST = Duration.ofSeconds(2);

  /** How long stopping may wait for a store to get the rest of the journal. */
  public static final Duration DRAIN_STORES = Duration.ofSeconds(3);

  /**
   * How long stopping may wait for lines and histories to close. All close in parallel: a venue
   * that does not answer the close of a connection is given 600 ms, and there may be 30 such
   * connections.
   */
  public static final Duration CLOSE_VENUES = Duration.ofSeconds(3);

  private final Workers workers;
  private final List<ConnectionManager> keepers;
  private final List<Backfill> backfills;
  private final List<Sender> senders;
  private final JournalPort journal;
  private final Observer observer;
  private final Worker ingesting;
  private final Worker choosing;
  private final Worker retaining;
  private final List<Worker> sending = new ArrayList<>();
  private final List<Worker> connecting = new ArrayList<>();
  private final List<Worker> seeking = new ArrayList<>();

  /** Puts the parts on threads; nothing runs yet. */
  public Feed(
      List<ConnectionManager> keepers,
      List<Backfill> backfills,
      Ingest ingest,
      JournalPort journal,
      List<Sender> senders,
      ActiveStoreManager active,
      JournalRetention retention,
      Observer observer,
      FeedLog log) {
    this(
        keepers,
        backfills,
        ingest,
        journal,
        senders,
        active,
        retention,
        observer,
        Workers.threads(
            (where, bug) -> log.report(new FeedLog.FeedEvent.Bug(where, bug.toString()))));
  }

  /** Gives each part a worker; nothing runs yet. */
  public Feed(
      List<ConnectionManager> keepers,
      List<Backfill> backfills,
      Ingest ingest,
      JournalPort journal,
      List<Sender> senders,
      ActiveStoreManager active,
      JournalRetention retention,
      Observer observer,
      Workers workers) {
    this.workers = workers;
    this.keepers = List.copyOf(keepers);
    this.backfills = List.copyOf(backfills);
    this.senders = List.copyOf(senders);
    this.journal = journal;
    this.observer = observer;
    ingesting = workers.schedule(ThreadKind.BUSY, "ingest", ingest);
    choosing = workers.schedule(ThreadKind.PATIENT, "active-store", active);
    active.wakes(choosing);
    retaining = workers.schedule(ThreadKind.PATIENT, "retention", retention);
    for (Sender sender : senders) {
      sender.onStateChange(choosing);
      Worker worker = workers.schedule(ThreadKind.BUSY, "sender-" + sender.name().text(), sender);
      sender.onAnswer(worker::runInline);
      sending.add(worker);
    }
    for (ConnectionManager keeper : keepers) {
      Worker worker = workers.schedule(ThreadKind.PATIENT, "line-" + keeper.id(), keeper);
      keeper.wakes(worker);
      connecting.add(worker);
    }
    for (Backfill backfill : backfills) {
      Worker worker =
          workers.schedule(ThreadKind.PATIENT, "backfill-" + backfill.venue(), backfill);
      backfill.wakes(worker);
      seeking.add(worker);
    }
    ingest.watch(
        (market, gap) ->
            backfills.stream()
                .filter(backfill -> backfill.venue().equals(market.venue()))
                .forEach(backfill -> backfill.changed(market, gap)));
    observer.workers(this::reports);
    ingest.wakes(ingesting, ingesting::runInline, () -> sending.forEach(Worker::runInline));
    ingest.recover();
  }

  private List<WorkerReport> reports() {
    return Stream.of(
            Stream.of(ingesting, choosing, retaining),
            sending.stream(),
            connecting.stream(),
            seeking.stream())
        .flatMap(Function.identity())
        .map(Worker::report)
        .toList();
  }

  /** Starts everything: stores first, so that the first tick finds them connecting already. */
  public void start() {
    sending.forEach(Worker::start);
    choosing.start();
    retaining.start();
    ingesting.start();
    connecting.forEach(Worker::start);
    seeking.forEach(Worker::start);
  }

  /**
   * Stops: takes no more from the venues, lets what was received reach the journal and the journal
   * reach the stores that take it, then closes. Within about eight seconds, however many venues
   * there are; what a store did not get by then it gets after the next start.
   */
  @Override
  public void close() {
    observer.draining();
    workers.runAll(venueClosings(), CLOSE_VENUES);
    ingesting.drain(DRAIN_INGEST);
    workers.runAll(
        sending.stream().<Runnable>map(worker -> () -> worker.drain(DRAIN_STORES)).toList(),
        DRAIN_STORES.plusSeconds(1));
    choosing.stop();
    retaining.stop();
    senders.forEach(Sender::close);
    journal.close();
  }

  private List<Runnable> venueClosings() {
    List<Runnable> closings = new ArrayList<>();
    for (int i = 0; i < keepers.size(); i++) {
      Worker worker = connecting.get(i);
      ConnectionManager keeper = keepers.get(i);
      closings.add(() -> close(worker, keeper::close));
    }
    for (int i = 0; i < backfills.size(); i++) {
      Worker worker = seeking.get(i);
      Backfill backfill = backfills.get(i);
      closings.add(() -> close(worker, backfill::close));
    }
    return closings;
  }

  private static void close(Worker worker, Runnable connections) {
    worker.stop();
    connections.run();
  }
}
