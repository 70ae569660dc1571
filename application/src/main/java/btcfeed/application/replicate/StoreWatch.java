package btcfeed.application.replicate;

import btcfeed.domain.journal.JournalId;
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
 * Finds problems of a store that takes writes: refused keys, entries that other programs removed,
 * two configured stores that are one server, and entries of another leader that were removed.
 *
 * <p>Written by the sender; {@link #condition} and {@link #forReaders} are for any thread.
 */
final class StoreWatch {
  private static final Duration BETWEEN_REPORTS = Duration.ofMinutes(1);

  private final Replica replica;
  private final FeedLog log;
  private final LongAdder removed = new LongAdder();
  private final LongAdder missing = new LongAdder();
  private final LongAdder cuts = new LongAdder();
  private Optional<StorePosition> lastSeen = Optional.empty();
  private long reported;
  private long reportedNanos;
  private volatile boolean sameServer;

  StoreWatch(Replica replica, FeedLog log) {
    this.replica = replica;
    this.log = log;
  }

  StoreCondition condition() {
    return new StoreCondition(
        replica.store().refusals(),
        removed.sum(),
        missing.sum(),
        cuts.sum(),
        sameServer,
        replica.advisory());
  }

  /**
   * The state for readers. A store that refuses the price keys counts as away, because its readers
   * find an old price.
   */
  StoreState forReaders(StoreState state) {
    StoreRefusals refusals = replica.store().refusals();
    return state.writable() && refusals.prices()
        ? new StoreState.Away(
            refusals.standing().getLast().sinceNanos(), SwitchReason.REFUSED, refusals.text())
        : state;
  }

  /** Writes the name of the active store into this store. Any thread. */
  void announceActiveStore(StoreName active) {
    replica.store().announceActiveStore(active);
  }

  /** Reports new refusals, at most once a minute. */
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
   * that replicate into each other. The primary's sender continues; the failover's stops.
   *
   * <p>A copy of the other store, such as a restored snapshot, looks the same but does not change.
   * The second attempt detects that.
   */
  boolean isOtherStore(StorePosition position, WriterLease ours) {
    StoreContents contents = position.contents();
    boolean others =
        replica.name() == StoreName.FAILOVER
            && position.lease().equals(ours)
            && contents.writtenAs().equals(StoreName.PRIMARY.text());
    boolean still =
        lastSeen
            .filter(before -> before.applied().equals(position.applied()))
            .filter(before -> before.contents().writtenUs() == contents.writtenUs())
            .isPresent();
    sameServer = others && !still;
    lastSeen = sameServer ? Optional.of(position) : Optional.empty();
    return sameServer;
  }

  /** Another program removed entries; {@code refilled} if the journal still has them. */
  void removed(long entries, boolean refilled) {
    removed.add(entries);
    if (!refilled) {
      missing.add(entries);
    }
    log.report(new FeedEvent.EntriesRemoved(replica.name(), entries, refilled));
  }

  /** The entries of another leader after {@code after} were removed. */
  void cut(JournalId after) {
    cuts.increment();
    log.report(new FeedEvent.RoleEvent.HistoryCut(replica.name(), after));
  }

  /** The streams are filled from the start of the journal. */
  void refilled() {
    missing.reset();
  }
}
