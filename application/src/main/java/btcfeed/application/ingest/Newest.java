package btcfeed.application.ingest;

import btcfeed.domain.journal.JournalId;
import btcfeed.domain.market.PriceTick;

/**
 * The newest tick in the journal.
 *
 * @param receivedNanos when it was received, on the monotonic clock
 */
public record Newest(JournalId id, PriceTick tick, long receivedNanos) {}
