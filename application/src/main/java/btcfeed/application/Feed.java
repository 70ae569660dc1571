package btcfeed.application;

import btcfeed.application.connect.LineKeeper;
import btcfeed.application.ingest.Ingest;
import btcfeed.application.observe.Observer;
import btcfeed.application.repair.Backfill;
import btcfeed.application.replicate.ActiveStoreKeeper;
import btcfeed.application.replicate.Retention;
import btcfeed.application.replicate.Sender;
import btcfeed.application.work.Runner;
import btcfeed.application.work.Step;
import btcfeed.domain.port.FeedLog;
import btcfeed.domain.port.JournalPort;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

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

  private final List<LineKeeper> keepers;
  private final List<Backfill> backfills;
  private final List<Sender> senders;
  private final JournalPort journal;
  private final Observer observer;
  private final FeedLog log;
  private final Runner ingesting;
  private final Runner choosing;
  private final Runner retaining;
  private final List<Runner> sending = new ArrayList<>();
  private final List<Runner> connecting = new ArrayList<>();
  private final List<Runner> seeking = new ArrayList<>();

  /** Puts the parts on threads; nothing runs yet. */
  public Feed(
      List<LineKeeper> keepers,
      List<Backfill> backfills,
      Ingest ingest,
      JournalPort journal,
      List<Sender> senders,
      ActiveStoreKeeper active,
      Retention retention,
      Observer observer,
      FeedLog log) {
    this.keepers = List.copyOf(keepers);
    this.backfills = List.copyOf(backfills);
    this.senders = List.copyOf(senders);
    this.journal = journal;
    this.observer = observer;
    this.log = log;
    ingesting = runner(Thread.ofPlatform().daemon(), "ingest", ingest);
    choosing = runner(Thread.ofVirtual(), "active-store", active);
    active.wakes(choosing);
    retaining = runner(Thread.ofVirtual(), "retention", retention);
    for (Sender sender : senders) {
      Runner runner =
          runner(Thread.ofPlatform().daemon(), "sender-" + sender.name().text(), sender);
      sender.onStateChange(choosing);
      sending.add(runner);
    }
    for (LineKeeper keeper : keepers) {
      Runner runner = runner(Thread.ofVirtual(), "line-" + keeper.id(), keeper);
      keeper.wakes(runner);
      connecting.add(runner);
    }
    for (Backfill backfill : backfills) {
      Runner runner = runner(Thread.ofVirtual(), "backfill-" + backfill.venue(), backfill);
      backfill.wakes(runner);
      seeking.add(runner);
    }
    ingest.watch(
        (market, gap) ->
            backfills.stream()
                .filter(backfill -> backfill.venue().equals(market.venue()))
                .forEach(backfill -> backfill.changed(market, gap)));
    ingest.wakes(ingesting, () -> sending.forEach(Runner::wake));
    ingest.recover();
  }

  /** Starts everything: stores first, so that the first tick finds them connecting already. */
  public void start() {
    sending.forEach(Runner::start);
    choosing.start();
    retaining.start();
    ingesting.start();
    connecting.forEach(Runner::start);
    seeking.forEach(Runner::start);
  }

  /**
   * Stops: takes no more from the venues, lets what was received reach the journal and the journal
   * reach the stores that take it, then closes. Within about eight seconds; what a store did not
   * get by then it gets after the next start.
   */
  @Override
  public void close() {
    observer.draining();
    connecting.forEach(Runner::stop);
    seeking.forEach(Runner::stop);
    backfills.forEach(Backfill::close);
    keepers.forEach(LineKeeper::close);
    ingesting.drain(DRAIN_INGEST);
    sending.parallelStream().forEach(runner -> runner.drain(DRAIN_STORES));
    choosing.stop();
    retaining.stop();
    senders.forEach(Sender::close);
    journal.close();
  }

  private Runner runner(Thread.Builder threads, String name, Step step) {
    return new Runner(
        threads,
        name,
        step,
        (where, bug) -> log.report(new FeedLog.Happening.Bug(where, bug.toString())));
  }
}
