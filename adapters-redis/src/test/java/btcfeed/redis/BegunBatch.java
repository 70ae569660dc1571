package btcfeed.redis;

import btcfeed.domain.journal.Batch;
import btcfeed.domain.journal.JournalId;
import btcfeed.domain.port.PricePort;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The outcome of a batch that was begun, after its notification. */
final class BegunBatch {
  private BegunBatch() {}

  static PricePort.Outcome of(PricePort store, Batch batch, JournalId after) {
    CompletableFuture<Void> answered = new CompletableFuture<>();
    PricePort.PendingWrite sent = store.begin(batch, after, () -> answered.complete(null));
    if (!sent.isDone()) {
      answered.orTimeout(60, TimeUnit.SECONDS).join();
    }
    return sent.outcome();
  }
}
