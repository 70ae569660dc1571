package btcfeed.application.extend;

import btcfeed.domain.journal.JournalId;
import btcfeed.domain.journal.Mutation;
import btcfeed.domain.port.JournalPort;
import btcfeed.domain.port.MutateStores;
import btcfeed.domain.port.ReadStores;
import btcfeed.domain.time.Clock;
import java.util.function.Function;

/**
 * What an {@link Extension} gets.
 *
 * @param journal everything the feed accepted after a record; the caller closes the reader
 */
public record FeedAccess(
    MutateStores mutate,
    ReadStores read,
    Function<JournalId, JournalPort.Reader> journal,
    Clock clock) {
  /** Submits a mutation; false if it will not be applied. */
  boolean submit(Mutation mutation) {
    return switch (mutate.submit(mutation)) {
      case MutateStores.SubmitResult.Accepted _, MutateStores.SubmitResult.Held _ -> true;
      case MutateStores.SubmitResult.Refused _ -> false;
    };
  }
}
