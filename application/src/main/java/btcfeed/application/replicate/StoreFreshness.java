package btcfeed.application.replicate;

import btcfeed.application.ingest.NewestTick;
import btcfeed.domain.journal.JournalId;
import java.util.Optional;

/**
 * The receive time of the newest tick in a store, on the monotonic clock, which never jumps.
 *
 * <p>Watches one tick until the store has it, then the newest tick of that moment. The result is
 * never too young, and at most one batch behind. Sender thread only, except {@link
 * #newestTickNanos}.
 */
final class StoreFreshness {
  private Optional<NewestTick> watched = Optional.empty();
  private volatile Optional<Long> newestTickNanos = Optional.empty();

  /** Before reading a batch. */
  void watch(Optional<NewestTick> newest) {
    if (watched.isEmpty()) {
      watched = newest;
    }
  }

  /** After a batch was applied. */
  void applied(JournalId applied) {
    if (watched.isPresent() && !watched.get().id().isAfter(applied)) {
      newestTickNanos = Optional.of(watched.get().receivedNanos());
      watched = Optional.empty();
    }
  }

  /**
   * The newest records were written ahead of a backlog, so readers already have that price.
   *
   * @param newest the newest tick before these records were read
   * @param from the first of the records
   * @param upTo the last of them
   */
  void wentAhead(Optional<NewestTick> newest, JournalId from, JournalId upTo) {
    newest
        .filter(tick -> !tick.id().isAfter(upTo) && !from.isAfter(tick.id()))
        .ifPresent(tick -> newestTickNanos = Optional.of(tick.receivedNanos()));
  }

  /** The contents of the store are unknown. */
  void forget() {
    watched = Optional.empty();
    newestTickNanos = Optional.empty();
  }

  Optional<Long> newestTickNanos() {
    return newestTickNanos;
  }
}
