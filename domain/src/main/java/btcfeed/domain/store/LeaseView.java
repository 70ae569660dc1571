package btcfeed.domain.store;

import btcfeed.domain.journal.JournalId;
import btcfeed.domain.journal.Lineage;
import java.time.Duration;
import java.util.List;

/**
 * What a store, or the witness, shows of leadership.
 *
 * @param holder the instance that last took the lease; {@link WriterLease#NONE_YET} before the
 *     first
 * @param left how much longer the lease holds, by the store's own clock; zero if it has run out
 * @param lineage who wrote the store's streams; empty for a witness
 * @param end the last record that the store has; START for a witness
 * @param instances the instances that announced themselves in the last minute
 */
public record LeaseView(
    WriterLease holder,
    Duration left,
    Lineage lineage,
    JournalId end,
    List<InstanceReport> instances) {

  /** True if the lease holds and another instance than {@code instance} has it. */
  public boolean isHeldByAnother(String instance) {
    return !left.isZero() && holder.epoch() > 0 && !holder.instance().equals(instance);
  }
}
