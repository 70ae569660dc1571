package btcfeed.application.replicate;

import btcfeed.domain.journal.JournalId;
import btcfeed.domain.port.JournalPort;
import btcfeed.domain.port.PricePort;
import btcfeed.domain.port.PricePort.Failure;
import btcfeed.domain.port.PricePort.Outcome;
import btcfeed.domain.store.Reconcile;
import btcfeed.domain.store.StorePosition;
import btcfeed.domain.store.WriterLease;

/** Finds out where a store stands, and takes its seat there. */
record Attachment(PricePort store, WriterLease lease, JournalPort journal) {

  /** What came of it. */
  sealed interface Result {
    /** The seat is ours; sending goes on behind {@code after}. */
    record Seated(StorePosition position, JournalId after) implements Result {}

    /** The store is somebody else's. */
    record KeptOut(String detail) implements Result {}

    /** It did not work out. */
    record Other(Outcome outcome) implements Result {}
  }

  /** Asks and claims; notes what the store says of itself. */
  Result attempt(SenderStats stats) {
    return switch (store.position()) {
      case PricePort.Reading.Failed(Failure failure) ->
          new Result.Other(new Outcome.Failed(failure));
      case PricePort.Reading.At(StorePosition position) -> {
        stats.facts = position.facts();
        yield stats.watch.isOtherStore(position, lease)
            ? new Result.KeptOut(StopMessages.sameServer())
            : decide(position, stats.watch);
      }
    };
  }

  private Result decide(StorePosition position, StoreWatch watch) {
    return switch (Reconcile.decide(position, lease, this::ourEntry)) {
      case Reconcile.Resume(JournalId after) -> {
        long removed = position.contents().removed();
        boolean refill = removed > 0 && canRefill(position);
        Outcome outcome =
            refill ? store.claimAndRefill(lease, position) : store.claim(lease, after, position);
        if (!(outcome instanceof Outcome.Applied(JournalId from))) {
          yield new Result.Other(outcome);
        }
        if (removed > 0) {
          watch.removed(removed, refill);
        }
        if (from.equals(JournalId.START)) {
          watch.refilled();
        }
        yield new Result.Seated(position, from);
      }
      case Reconcile.Foreign(String stream, JournalId entry) ->
          new Result.KeptOut(StopMessages.foreign(stream, entry));
      case Reconcile.Fenced(WriterLease by) -> new Result.KeptOut(StopMessages.fenced(by));
    };
  }

  /** True if the journal has all that a stream loses when it is removed to be filled again. */
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
}
