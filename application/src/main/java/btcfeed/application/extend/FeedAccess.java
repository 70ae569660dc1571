package btcfeed.application.extend;

import btcfeed.domain.journal.JournalId;
import btcfeed.domain.port.JournalPort;
import btcfeed.domain.port.MutateStores;
import btcfeed.domain.port.ReadStores;
import btcfeed.domain.time.Clock;
import java.util.function.Function;

/**
 * What an {@link Extension} is given.
 *
 * @param journal everything the feed accepted, from behind a record on; the reader is the caller's
 *     to close
 */
public record FeedAccess(
    MutateStores mutate,
    ReadStores read,
    Function<JournalId, JournalPort.Reader> journal,
    Clock clock) {}
