package btcfeed.http.stream;

import btcfeed.domain.journal.JournalId;

/**
 * Why a reader cannot continue: the last event it gets. A client that reconnects with the id of
 * this event continues there, without the records between {@code after} and {@code before}.
 *
 * @param code {@code trimmed}, {@code unreadable}, {@code ahead} or {@code slow}
 * @param after the last record the reader has
 * @param before the first record that is available again
 */
record StreamDropped(String code, String after, String before, String detail) {
  static final String EVENT = "dropped";

  static StreamDropped trimmed(JournalId after, JournalId before) {
    return of("trimmed", after, before, "the journal no longer holds the records between");
  }

  static StreamDropped unreadable(JournalId after, JournalId before) {
    return of(
        "unreadable",
        after,
        before,
        "the records between were dropped from the journal or cannot be read");
  }

  /** Nothing is missing: the client can continue at its position. */
  static StreamDropped slow(JournalId after) {
    return of(
        "slow", after, after, "the client did not read for too long; reconnect to continue here");
  }

  static StreamDropped ahead(JournalId after, JournalId newest) {
    return of(
        "ahead",
        after,
        newest,
        "this journal has no such record yet; the id is from another journal");
  }

  private static StreamDropped of(String code, JournalId after, JournalId before, String detail) {
    return new StreamDropped(code, after.toString(), before.toString(), detail);
  }

  /** The id of this event: a client that reconnects gets the records after it. */
  JournalId resumeAfter() {
    JournalId served = JournalId.parse(after);
    JournalId again = JournalId.parse(before);
    return again.isAfter(served) ? again.previous() : again;
  }
}
