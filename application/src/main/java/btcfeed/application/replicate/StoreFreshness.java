package btcfeed.application.replicate;

import btcfeed.application.ingest.NewestTick;
import btcfeed.domain.journal.JournalId;
import java.util.Optional;

/**
 * When the newest tick a store has was received, on the monotonic clock: so that "fresh" is never
 * judged by a wall clock that may jump.
 *
 * <p>Watches one tick at a time until the store has it, then the newest of that moment: never
 * younger than the truth, and behind it by one batch at most. Sender thread only, but for {@link
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

  /** After a batch was kept. */
  void kept(JournalId applied) {
    if (watched.isPresent() && !watched.get().id().isAfter(applied)) {
      newestTickNanos = Optional.of(watched.get().receivedNanos());
      watched = Optional.empty();
    }
  }

  /**
   * The newest records went ahead of a backlog: readers have that price, whatever is still to come.
   *
   * @param newest before these records were read
   * @param from the first of them
   * @param upTo the last
   */
  void wentAhead(Optional<NewestTick> newest, JournalId from, JournalId upTo) {
    newest
        .filter(tick -> !tick.id().isAfter(upTo) && !from.isAfter(tick.id()))
        .ifPresent(tick -> newestTickNanos = Optional.of(tick.receivedNanos()));
  }

  /** The store is not what it was. */
  void forget() {
    watched = Optional.empty();
    newestTickNanos = Optional.empty();
  }

  Optional<Long> newestTickNanos() {
    return newestTickNanos;
  }
}
