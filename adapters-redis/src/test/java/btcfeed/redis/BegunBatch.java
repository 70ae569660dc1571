package btcfeed.redis;

import btcfeed.domain.journal.Batch;
import btcfeed.domain.journal.JournalId;
import btcfeed.domain.port.PricePort;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** What becomes of a batch that was sent off and is waited for by being told. */
final class BegunBatch {
  private BegunBatch() {}

  static PricePort.Outcome of(PricePort store, Batch batch, JournalId after) {
    CompletableFuture<Void> told = new CompletableFuture<>();
    PricePort.PendingWrite keeping = store.begin(batch, after, () -> told.complete(null));
    if (!keeping.over()) {
      told.orTimeout(60, TimeUnit.SECONDS).join();
    }
    return keeping.outcome();
  }
}
