package btcfeed.domain.journal;

/** A journal record: what, and where in the order. */
public record Entry(JournalId id, JournalEvent event) {}
