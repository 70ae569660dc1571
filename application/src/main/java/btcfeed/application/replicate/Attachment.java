package btcfeed.application.replicate;

import btcfeed.domain.journal.JournalId;
import btcfeed.domain.port.JournalPort;
import btcfeed.domain.port.PricePort;
import btcfeed.domain.port.PricePort.Failure;
import btcfeed.domain.port.PricePort.Outcome;
import btcfeed.domain.store.Reconcile;
import btcfeed.domain.store.StorePosition;
import btcfeed.domain.store.WriterSeat;

/** Finds out where a store stands, and takes its seat there. */
record Attachment(PricePort store, WriterSeat seat, JournalPort journal) {

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
        yield decide(position);
      }
    };
  }

  private Result decide(StorePosition position) {
    return switch (Reconcile.decide(position, seat, this::ourEntry)) {
      case Reconcile.Resume(JournalId after) -> {
        Outcome outcome = store.claim(seat, after, position);
        yield outcome instanceof Outcome.Kept
            ? new Result.Seated(position, after)
            : new Result.Other(outcome);
      }
      case Reconcile.Foreign(String stream, JournalId entry) ->
          new Result.KeptOut(StopTexts.foreign(stream, entry));
      case Reconcile.Fenced(WriterSeat by) -> new Result.KeptOut(StopTexts.fenced(by));
    };
  }

  private boolean ourEntry(JournalId id) {
    return journal.holds(id) || journal.status().oldest().isAfter(id);
  }
}
