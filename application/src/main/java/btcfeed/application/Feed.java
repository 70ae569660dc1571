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
import btcfeed.domain.port.JournalPort;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The running feed: its parts, their threads, and the order in which they start and stop.
 *
 * <p>The ingest and each sender have a platform thread, because every trade passes through them.
 * Parts that mostly wait have virtual threads.
 */
public final class Feed implements AutoCloseable {
  /** The longest wait for queued trades to reach the journal. */
  public static final Duration DRAIN_INGEST = Duration.ofSeconds(2);

  /** The longest wait for the rest of the journal to reach a store. */
  public static final Duration DRAIN_STORES = Duration.ofSeconds(3);

  /**
   * The longest wait for lines and histories to close. They close in parallel: a venue has 600 ms
   * to answer the close of a connection, and there may be 30 connections.
   */
  public static final Duration CLOSE_VENUES = Duration.ofSeconds(3);

  private final Workers workers;
  private final List<Sender> senders;
  private final JournalPort journal;
  private final Observer observer;
  private final Worker ingesting;
  private final Worker choosing;
  private final Worker retaining;
  private final List<Worker> sending = new ArrayList<>();
  private final List<VenuePart> venueParts = new ArrayList<>();

  /** A line or a back-fill. */
  private record VenuePart(Worker worker, Runnable connections) {
    void close() {
      worker.stop();
      connections.run();
    }
  }

  /** Assigns a worker to each part; nothing runs yet. */
  public Feed(
      List<ConnectionManager> lines,
      List<Backfill> backfills,
      Ingest ingest,
      JournalPort journal,
      List<Sender> senders,
      ActiveStoreManager active,
      JournalRetention retention,
      Observer observer,
      Workers workers) {
    this.workers = workers;
    this.senders = List.copyOf(senders);
    this.journal = journal;
    this.observer = observer;
    ingesting = workers.schedule(ThreadKind.PLATFORM, "ingest", ingest);
    choosing = workers.schedule(ThreadKind.VIRTUAL, "active-store", active);
    active.wakeWith(choosing);
    retaining = workers.schedule(ThreadKind.VIRTUAL, "retention", retention);
    for (Sender sender : senders) {
      sender.onStateChange(choosing);
      Worker worker =
          workers.schedule(ThreadKind.PLATFORM, "sender-" + sender.name().text(), sender);
      sender.onAnswer(worker::tryRunInline);
      sending.add(worker);
    }
    for (ConnectionManager line : lines) {
      Worker worker = workers.schedule(ThreadKind.VIRTUAL, "line-" + line.id(), line);
      line.wakeWith(worker);
      venueParts.add(new VenuePart(worker, line::close));
    }
    for (Backfill backfill : backfills) {
      Worker worker =
          workers.schedule(ThreadKind.VIRTUAL, "backfill-" + backfill.venue(), backfill);
      backfill.wakeWith(worker);
      venueParts.add(new VenuePart(worker, backfill::close));
    }
    ingest.onGapChange(
        (market, gap) ->
            backfills.stream()
                .filter(backfill -> backfill.venue().equals(market.venue()))
                .forEach(backfill -> backfill.changed(market, gap)));
    ingest.wakeWith(
        ingesting, ingesting::tryRunInline, () -> sending.forEach(Worker::tryRunInline));
    ingest.recover();
  }

  /** Starts everything: stores first, so that they are connecting when the first tick arrives. */
  public void start() {
    sending.forEach(Worker::start);
    choosing.start();
    retaining.start();
    ingesting.start();
    venueParts.forEach(part -> part.worker().start());
  }

  /**
   * Stops: closes the venues, then lets the queue reach the journal and the journal reach the
   * stores. Takes at most about eight seconds. What a store does not get it gets after the next
   * start.
   */
  @Override
  public void close() {
    observer.draining();
    workers.runAll(venueParts.stream().<Runnable>map(part -> part::close).toList(), CLOSE_VENUES);
    ingesting.drain(DRAIN_INGEST);
    workers.runAll(
        sending.stream().<Runnable>map(worker -> () -> worker.drain(DRAIN_STORES)).toList(),
        DRAIN_STORES.plusSeconds(1));
    choosing.stop();
    retaining.stop();
    senders.forEach(Sender::close);
    journal.close();
  }
}
