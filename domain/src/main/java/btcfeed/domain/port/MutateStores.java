package btcfeed.domain.port;

import btcfeed.domain.journal.JournalId;
import btcfeed.domain.journal.Mutation;

/**
 * Driving port: submits changes to the stores. Implemented by the application's ingest.
 *
 * <p>Any thread except the ingest's own. Returns within a few seconds, whatever the state of disk
 * and stores; it does not wait for the stores.
 */
public interface MutateStores {
  SubmitResult submit(Mutation mutation);

  sealed interface SubmitResult {
    /**
     * The mutation is in the journal and will be applied in every store, in the journal's order.
     */
    record Accepted(JournalId id) implements SubmitResult {}

    /** The mutation will never be applied. */
    record Refused(String reason) implements SubmitResult {}

    /**
     * The journal cannot be written now. The mutation is applied once it can, unless this process
     * ends before.
     */
    record Held(String reason) implements SubmitResult {}
  }
}
