package btcfeed.domain.port;

import btcfeed.domain.journal.JournalId;
import btcfeed.domain.journal.Mutation;

/**
 * Driving port: whoever wants something changed in the stores asks for it here. Implemented by the
 * application's ingest.
 *
 * <p>Any thread but the ingest's own. Returns within a few seconds, whatever disk and stores do;
 * the stores are not waited for.
 */
public interface MutateStores {
  Answer submit(Mutation mutation);

  /** What became of it. */
  sealed interface Answer {
    /** It stands in the journal and will be applied in every store, in the journal's order. */
    record Accepted(JournalId id) implements Answer {}

    /** It will never be applied. */
    record Refused(String reason) implements Answer {}

    /**
     * The journal cannot be written at the moment. It will be applied once that works again, unless
     * this process ends before.
     */
    record Held(String reason) implements Answer {}
  }
}
