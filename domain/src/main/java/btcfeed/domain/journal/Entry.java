package btcfeed.domain.journal;

/** A journal record: an event and its place in the order. */
public record Entry(JournalId id, JournalEvent event) {}
