package btcfeed.application.replicate;

import btcfeed.application.ingest.JournalHead;
import btcfeed.application.work.Signal;
import btcfeed.application.work.Step;
import btcfeed.domain.journal.JournalId;
import btcfeed.domain.port.AcceptTrades;
import btcfeed.domain.port.FeedLog;
import btcfeed.domain.port.JournalPort;
import btcfeed.domain.port.Measure;
import btcfeed.domain.store.StoreName;
import btcfeed.domain.store.StoreReport;
import btcfeed.domain.store.StoreState;
import btcfeed.domain.store.WriterLease;
import btcfeed.domain.time.Clock;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/**
 * Keeps one store up to date. While this instance leads, it is the only writer of that store; while
 * it follows, it shows what the store's lease shows.
 *
 * <p>A store that is away does not delay the others: each has its own sender, thread and
 * connections.
 */
public final class Sender implements Step {
  /** Due at once, on the sender's own thread. */
  static final long OWN_THREAD = 1;

  static final long LOOK_AGAIN_NANOS = 100_000_000L;

  private final Replica replica;
  private final Supplier<StoreLease> leases;
  private final Clock clock;
  private final SenderStats stats;
  private final SenderState state;
  private final StoreWriter writer;
  private final FollowedStore followed;

  /**
   * Nothing is connected before the first step.
   *
   * @param leases what this sender may do with the store now
   * @param merge takes trades that only another leader had, which lost the store
   * @param random uniform in [0, 1), for the waits before a retry
   */
  public Sender(
      Replica replica,
      Supplier<StoreLease> leases,
      SenderOptions options,
      JournalPort journal,
      AcceptTrades merge,
      JournalHead head,
      Clock clock,
      FeedLog log,
      Measure measure,
      DoubleSupplier random) {
    this.replica = replica;
    this.leases = leases;
    this.clock = clock;
    this.stats = new SenderStats(replica, log);
    this.state = new SenderState(replica.name(), stats, clock, log);
    this.writer =
        new StoreWriter(
            replica, state, stats, options, journal, merge, head, clock, log, measure, random);
    this.followed =
        new FollowedStore(replica.store(), state, stats, head, options.recheck(), clock);
  }

  /** Sets the signal for changes of the store's state. Before the first step. */
  public void onStateChange(Signal signal) {
    state.onChange(signal);
  }

  /** Sets the signal for answers of the store. Before the first step. */
  public void onAnswer(Signal signal) {
    writer.onAnswer(signal);
  }

  /** Sets the signal for the loss of the lease. Before the first step. */
  public void onFenced(Signal signal) {
    writer.onFenced(signal);
  }

  @Override
  public long step() {
    try {
      StoreLease lease = leases.get();
      return lease instanceof StoreLease.Granted(WriterLease ours) ? write(ours) : follow(lease);
    } catch (Throwable bug) {
      return writer.recoverFrom(bug);
    }
  }

  private long write(WriterLease ours) {
    if (!writer.isWriting(ours)) {
      if (!writer.mayLeave()) {
        return LOOK_AGAIN_NANOS;
      }
      writer.begin(ours);
    }
    return writer.step(ours);
  }

  private long follow(StoreLease lease) {
    if (!writer.mayLeave()) {
      return LOOK_AGAIN_NANOS;
    }
    writer.leave();
    return followed.look(lease);
  }

  /** Handles a live store only: takes its answer and sends what has arrived. */
  @Override
  public long stepNonBlocking() {
    try {
      return leases.get() instanceof StoreLease.Granted(WriterLease ours) && writer.isWriting(ours)
          ? writer.stepNonBlocking()
          : OWN_THREAD;
    } catch (Throwable bug) {
      long _ = writer.recoverFrom(bug);
      return OWN_THREAD;
    }
  }

  @Override
  public boolean idle() {
    return !writer.isWriting() || !state.now().writable() || stats.remaining == 0;
  }

  /** Closes the store. After the last step. */
  public void close() {
    writer.leave();
    replica.store().close();
  }

  public StoreName name() {
    return replica.name();
  }

  public StoreState state() {
    return state.now();
  }

  /** Any thread. */
  StoreWatch watch() {
    return stats.watch;
  }

  /** The last journal record that the store is known to have. Any thread. */
  public JournalId applied() {
    return stats.applied;
  }

  /** How many journal records the store lacks. Any thread. */
  public long lagRecords() {
    return stats.remaining;
  }

  /** Any thread. */
  public StoreReport report() {
    return stats.report(
        name(), replica.address(), state.now(), clock.wallUs() / 1000, clock.nanos());
  }
}
