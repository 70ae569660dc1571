package btcfeed.application.replicate;

import btcfeed.application.ingest.JournalHead;
import btcfeed.domain.port.PricePort;
import btcfeed.domain.store.LeaseView;
import btcfeed.domain.store.StorePosition;
import btcfeed.domain.time.Clock;
import java.time.Duration;

/**
 * A store that this instance does not write: shows its state by what its lease shows. Sender thread
 * only.
 */
final class FollowedStore {
  private static final long LOOK_NANOS = Duration.ofMillis(100).toNanos();

  private final PricePort store;
  private final SenderState state;
  private final SenderStats stats;
  private final JournalHead head;
  private final long factsEveryNanos;
  private final Clock clock;
  private boolean askedFacts;
  private long factsNanos;

  FollowedStore(
      PricePort store,
      SenderState state,
      SenderStats stats,
      JournalHead head,
      Duration factsEvery,
      Clock clock) {
    this.store = store;
    this.state = state;
    this.stats = stats;
    this.head = head;
    this.factsEveryNanos = factsEvery.toNanos();
    this.clock = clock;
  }

  /** Returns when to look again, in nanoseconds. */
  long look(StoreLease lease) {
    switch (lease) {
      case StoreLease.Granted _, StoreLease.NotAsked _ -> {}
      case StoreLease.Unknown(var failure) -> state.failed(failure);
      case StoreLease.Followed(LeaseView view) -> {
        stats.freshness.watch(head.newest());
        stats.applied = view.end();
        stats.remaining = 0;
        stats.freshness.applied(view.end());
        state.followed(clock.nanos());
        readFacts();
      }
    }
    return LOOK_NANOS;
  }

  /** Also keeps the writer's connection ready for a takeover. */
  private void readFacts() {
    long now = clock.nanos();
    if (askedFacts && now - factsNanos < factsEveryNanos) {
      return;
    }
    askedFacts = true;
    factsNanos = now;
    if (store.position() instanceof PricePort.PositionResult.At(StorePosition at)) {
      stats.facts = at.facts();
    }
  }
}
