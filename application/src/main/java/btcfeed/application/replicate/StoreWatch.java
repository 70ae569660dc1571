package btcfeed.application.replicate;

import btcfeed.domain.port.FeedLog;
import btcfeed.domain.port.FeedLog.FeedEvent;
import btcfeed.domain.store.StoreCondition;
import btcfeed.domain.store.StoreContents;
import btcfeed.domain.store.StoreName;
import btcfeed.domain.store.StorePosition;
import btcfeed.domain.store.StoreRefusals;
import btcfeed.domain.store.StoreState;
import btcfeed.domain.store.SwitchReason;
import btcfeed.domain.store.WriterLease;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/**
 * Watches what is wrong with a store although it takes writes: keys it refuses, entries that other
 * programs removed, and whether it is the server that the other sender writes already.
 *
 * <p>Written by the sender, {@link #condition} and {@link #forReaders} read by any thread.
 */
final class StoreWatch {
  private static final Duration BETWEEN_REPORTS = Duration.ofMinutes(1);

  private final Replica replica;
  private final FeedLog log;
  private final LongAdder removed = new LongAdder();
  private final LongAdder missing = new LongAdder();
  private Optional<StorePosition> sighted = Optional.empty();
  private long reported;
  private long reportedNanos;
  private volatile boolean sameServer;

  StoreWatch(Replica replica, FeedLog log) {
    this.replica = replica;
    this.log = log;
  }

  StoreCondition condition() {
    return new StoreCondition(
        replica.store().refusals(), removed.sum(), missing.sum(), sameServer, replica.advisory());
  }

  /**
   * The state as readers should see it. A store that refuses the keys of the price counts as away,
   * because readers of those keys find an old price there.
   */
  StoreState forReaders(StoreState state) {
    StoreRefusals refusals = replica.store().refusals();
    return state.writable() && refusals.prices()
        ? new StoreState.Away(
            refusals.standing().getLast().sinceNanos(), SwitchReason.REFUSED, refusals.text())
        : state;
  }

  /** Has the store tell its readers which store they should use. Any thread. */
  void readersUse(StoreName active) {
    replica.store().readersUse(active);
  }

  /** Reports what is refused if that is news, once a minute at most. */
  void look(long nowNanos) {
    StoreRefusals refusals = replica.store().refusals();
    boolean due = reported == 0 || nowNanos - reportedNanos >= BETWEEN_REPORTS.toNanos();
    if (refusals.total() > reported && due) {
      long since = refusals.total() - reported;
      reported = refusals.total();
      reportedNanos = nowNanos;
      log.report(new FeedEvent.StoreRefuses(replica.name(), since, refusals.text()));
    }
  }

  /**
   * True if our other sender writes this store. Both addresses then lead to one server, or to two
   * that replicate into each other; the primary's sender goes on, and the failover's stops.
   *
   * <p>A copy of the other store, such as a restored snapshot, looks the same but does not change,
   * so a second look finds it.
   */
  boolean isOtherStore(StorePosition position, WriterLease ours) {
    StoreContents contents = position.contents();
    boolean others =
        replica.name() == StoreName.FAILOVER
            && position.lease().equals(ours)
            && contents.writtenAs().equals(StoreName.PRIMARY.text());
    boolean still =
        sighted
            .filter(before -> before.applied().equals(position.applied()))
            .filter(before -> before.contents().writtenUs() == contents.writtenUs())
            .isPresent();
    sameServer = others && !still;
    sighted = sameServer ? Optional.of(position) : Optional.empty();
    return sameServer;
  }

  /** Another program removed entries; they come back from the journal or do not. */
  void removed(long entries, boolean refilled) {
    removed.add(entries);
    if (!refilled) {
      missing.add(entries);
    }
    log.report(new FeedEvent.EntriesRemoved(replica.name(), entries, refilled));
  }

  /** The streams are filled from the journal's beginning. */
  void refilled() {
    missing.reset();
  }
}
