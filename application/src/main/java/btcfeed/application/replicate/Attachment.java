package btcfeed.application.replicate;

import btcfeed.domain.journal.JournalId;
import btcfeed.domain.port.FeedLog;
import btcfeed.domain.port.FeedLog.FeedEvent;
import btcfeed.domain.port.JournalPort;
import btcfeed.domain.port.PricePort;
import btcfeed.domain.port.PricePort.Failure;
import btcfeed.domain.port.PricePort.Outcome;
import btcfeed.domain.store.Reconcile;
import btcfeed.domain.store.StoreName;
import btcfeed.domain.store.StorePosition;
import btcfeed.domain.store.WriterLease;

/**
 * Reads the position of a store and claims it for this writer.
 *
 * @param takeover takes over the trades that another leader wrote, and removes its entries
 */
record Attachment(
    StoreName name,
    PricePort store,
    WriterLease lease,
    JournalPort journal,
    HistoryTakeover takeover,
    FeedLog log) {
  sealed interface Result {
    /** The lease is ours; the next batch is the one after {@code after}. */
    record Claimed(StorePosition position, JournalId after) implements Result {}

    /** The journal does not have the other leader's trades yet: ask again soon. */
    record TakingOver() implements Result {}

    /** An operator has to act. */
    record KeptOut(String detail) implements Result {}

    /** A call failed. */
    record NotClaimed(Outcome outcome) implements Result {}
  }

  Result attempt(SenderStats stats) {
    return switch (store.position()) {
      case PricePort.PositionResult.Failed(Failure failure) ->
          new Result.NotClaimed(new Outcome.Failed(failure));
      case PricePort.PositionResult.At(StorePosition position) -> {
        stats.facts = position.facts();
        yield stats.watch.isOtherStore(position, lease)
            ? new Result.KeptOut(SAME_SERVER)
            : decide(position, stats.watch);
      }
    };
  }

  /** Reports that the store is up, and what an operator should know about it. */
  void report(StorePosition position, long remaining) {
    log.report(new FeedEvent.StoreUp(name, position.facts().version(), remaining));
    String policy = position.facts().maxmemoryPolicy();
    if (!policy.isEmpty() && !policy.equals("noeviction")) {
      log.report(
          new FeedEvent.StoreUnsafe(
              name,
              "its maxmemory-policy is "
                  + policy
                  + ", under which it may delete what was written; set it to noeviction"));
    }
  }

  private Result decide(StorePosition position, StoreWatch watch) {
    return switch (Reconcile.decide(position, lease, common(position), this::ourEntry)) {
      case Reconcile.Resume(JournalId after) -> {
        long removed = position.contents().removed();
        boolean refill = removed > 0 && canRefill(position);
        Outcome outcome =
            refill
                ? store.claimAndRefill(lease, journal.lineage(), position)
                : store.claim(lease, journal.lineage(), after, position);
        if (!(outcome instanceof Outcome.Applied(JournalId from))) {
          yield new Result.NotClaimed(outcome);
        }
        if (removed > 0) {
          watch.removed(removed, refill);
        }
        if (from.equals(JournalId.START)) {
          watch.refilled();
        }
        yield new Result.Claimed(position, from);
      }
      case Reconcile.Foreign(String stream, JournalId entry) ->
          new Result.KeptOut(foreign(stream, entry));
      case Reconcile.Fenced(WriterLease by) -> new Result.NotClaimed(new Outcome.Fenced(by));
      // An older history is not removed: the leadership decides again, and copies it. It does not
      // count if another program has deleted its ticks, even if they were about to be sent again.
      case Reconcile.Cut _
          when position.lineage().isUnrelatedAndOlder(journal.lineage())
              && !position.applied().equals(JournalId.START)
              && !position.appliedTicks().isAfter(position.ticks()) ->
          new Result.NotClaimed(new Outcome.Diverged("it has an older history than the journal"));
      case Reconcile.Cut(JournalId after) -> cut(position, after, watch);
    };
  }

  /** The last record that the journal and the store have in common. */
  private JournalId common(StorePosition position) {
    return journal
        .lineage()
        .commonEnd(journal.status().newest(), position.lineage(), position.end());
  }

  private Result cut(StorePosition position, JournalId after, StoreWatch watch) {
    return switch (takeover.cut(position, after, lease)) {
      case HistoryTakeover.Result.Writing() -> new Result.TakingOver();
      case HistoryTakeover.Result.Failed(Outcome outcome) -> new Result.NotClaimed(outcome);
      case HistoryTakeover.Result.Removed() -> {
        watch.cut(after);
        yield new Result.NotClaimed(new Outcome.Diverged("another leader's entries were removed"));
      }
    };
  }

  /** True if the journal has everything that the streams lose when they are filled again. */
  private boolean canRefill(StorePosition position) {
    return position.lease().instance().equals(lease.instance())
        && holds(position.contents().ticks().oldest())
        && holds(position.contents().gaps().oldest());
  }

  private boolean holds(JournalId oldest) {
    return oldest.equals(JournalId.START) || journal.holds(oldest);
  }

  private boolean ourEntry(JournalId id) {
    return journal.holds(id) || journal.status().oldest().isAfter(id);
  }

  private static final String SAME_SERVER =
      "the failover address leads to the server that is written as the primary, or to one that"
          + " replicates with it, so it protects from nothing; name another Redis as the failover,"
          + " or set USE_FAILOVER=false";

  private static String foreign(String stream, JournalId entry) {
    return stream
        + " has entry "
        + entry
        + ", which this service did not write; nothing is written or deleted until it is"
        + " gone (look at it with XRANGE, then XDEL does not help: DEL the stream, it is"
        + " filled again from the journal)";
  }

  static String fenced(WriterLease by) {
    return "instance " + by.instance() + " leads with epoch " + by.epoch();
  }
}
