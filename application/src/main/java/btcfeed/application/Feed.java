package btcfeed.application;

import btcfeed.application.connect.ConnectionManager;
import btcfeed.application.ingest.GapListener;
import btcfeed.application.ingest.Ingest;
import btcfeed.application.lead.Leadership;
import btcfeed.application.lead.LeaseWatch;
import btcfeed.application.observe.Observer;
import btcfeed.application.repair.Backfill;
import btcfeed.application.replicate.ActiveStoreManager;
import btcfeed.application.replicate.JournalRetention;
import btcfeed.application.replicate.Sender;
import btcfeed.application.sink.SinkSender;
import btcfeed.application.work.Worker;
import btcfeed.application.work.Workers;
import btcfeed.application.work.Workers.ThreadKind;
import btcfeed.domain.market.Market;
import btcfeed.domain.port.JournalPort;
import btcfeed.domain.sequence.Gap;
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

  /** The longest wait for sinks; what they lack then, they get after the next start. */
  private static final Duration DRAIN_SINKS = Duration.ofSeconds(1);

  /** The longest wait for a store to take the lease back. */
  private static final Duration RELEASE = Duration.ofSeconds(1);

  private final Workers workers;
  private final List<Sender> senders;
  private final List<SinkSender> sinks;
  private final JournalPort journal;
  private final Observer observer;
  private final Worker ingesting;
  private final Worker choosing;
  private final Worker retaining;
  private final Leadership leadership;
  private final Worker leading;
  private final List<Worker> watching = new ArrayList<>();
  private final Ingest ingest;
  private final List<Worker> sending = new ArrayList<>();
  private final List<Worker> sinking = new ArrayList<>();
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
      Leadership leadership,
      List<Sender> senders,
      List<SinkSender> sinks,
      ActiveStoreManager active,
      JournalRetention retention,
      Observer observer,
      Workers workers) {
    this.workers = workers;
    this.ingest = ingest;
    this.leadership = leadership;
    this.senders = List.copyOf(senders);
    this.sinks = List.copyOf(sinks);
    this.journal = journal;
    this.observer = observer;
    ingesting = workers.schedule(ThreadKind.PLATFORM, "ingest", ingest);
    choosing = workers.schedule(ThreadKind.VIRTUAL, "active-store", active);
    active.wakeWith(choosing);
    retaining = workers.schedule(ThreadKind.VIRTUAL, "retention", retention);
    leading = workers.schedule(ThreadKind.VIRTUAL, "leadership", leadership);
    for (LeaseWatch watch : leadership.watches()) {
      Worker worker = workers.schedule(ThreadKind.VIRTUAL, "lease-" + watch.name(), watch);
      watch.wakeWith(worker, leading);
      watching.add(worker);
    }
    leadership.onChange(() -> sending.forEach(Worker::wake));
    for (Sender sender : senders) {
      sender.onFenced(leading);
      sender.onStateChange(choosing);
      Worker worker =
          workers.schedule(ThreadKind.PLATFORM, "sender-" + sender.name().text(), sender);
      sender.onAnswer(worker::tryRunInline);
      sending.add(worker);
    }
    for (SinkSender sink : sinks) {
      sinking.add(workers.schedule(ThreadKind.PLATFORM, "sink-" + sink.name(), sink));
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
    ingest.onGapChange(new GapsByVenue(backfills));
    ingest.wakeWith(
        ingesting, ingesting::tryRunInline, () -> sending.forEach(Worker::tryRunInline));
    ingest.follow();
  }

  private record GapsByVenue(List<Backfill> backfills) implements GapListener {
    @Override
    public void changed(Market market, Gap gap) {
      backfills.stream()
          .filter(backfill -> backfill.venue().equals(market.venue()))
          .forEach(backfill -> backfill.changed(market, gap));
    }

    @Override
    public void cleared() {
      backfills.forEach(Backfill::cleared);
    }
  }

  /** Starts everything: stores first, so that they are connecting when the first tick arrives. */
  public void start() {
    watching.forEach(Worker::start);
    leading.start();
    sending.forEach(Worker::start);
    sinking.forEach(Worker::start);
    choosing.start();
    retaining.start();
    ingesting.start();
    venueParts.forEach(part -> part.worker().start());
  }

  /**
   * Stops: closes the venues, then lets the queue reach the journal and the journal reach the
   * stores, and gives the lease back. With a follower the stores come first, so that it leads
   * within a fraction of a second, and its lines have what arrives meanwhile. Takes at most about
   * eight seconds. What a store does not get it gets after the next start, or from the next leader.
   */
  @Override
  public void close() {
    observer.draining();
    boolean handOver = leadership.hasFollower();
    if (handOver) {
      ingest.finishAndHold();
      drain(sending, DRAIN_STORES);
      handOver();
    }
    workers.runAll(venueParts.stream().<Runnable>map(part -> part::close).toList(), CLOSE_VENUES);
    ingesting.drain(DRAIN_INGEST);
    if (!handOver) {
      drain(sending, DRAIN_STORES);
      drain(sinking, DRAIN_SINKS);
      handOver();
    }
    sinking.forEach(Worker::stop);
    choosing.stop();
    retaining.stop();
    senders.forEach(Sender::close);
    workers.runAll(sinks.stream().<Runnable>map(sink -> sink::close).toList(), DRAIN_SINKS);
    leadership.watches().forEach(LeaseWatch::close);
    journal.close();
  }

  /** Gives the lease back. */
  private void handOver() {
    leading.stop();
    leadership.release();
    drain(watching, RELEASE);
  }

  private void drain(List<Worker> parts, Duration atMost) {
    workers.runAll(
        parts.stream().<Runnable>map(worker -> () -> worker.drain(atMost)).toList(),
        atMost.plusSeconds(1));
  }
}
