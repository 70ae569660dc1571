package btcfeed.application.replicate;

import btcfeed.domain.journal.Batch;
import btcfeed.domain.port.PricePort;

/**
 * A batch that is on its way to the store.
 *
 * @param begunNanos when it was sent off, on the monotonic clock
 */
record InFlightBatch(Batch batch, PricePort.PendingWrite keeping, long begunNanos) {
  /** Far beyond any store's timeout: should it never be told, it is asked. */
  private static final long OVERDUE_NANOS = 30_000_000_000L;

  /** True if there is an outcome, or there ought to be one. */
  boolean endsBy(long nowNanos) {
    return keeping.over() || nowNanos - begunNanos > OVERDUE_NANOS;
  }
}
