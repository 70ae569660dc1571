package btcfeed.http.stream;

import btcfeed.domain.journal.JournalId;

/**
 * Why a reader cannot go on from its place: the last event it gets. Its id is where a client that
 * comes back goes on, without what lies between.
 *
 * @param code {@code trimmed}, {@code unreadable}, {@code ahead} or {@code slow}
 * @param after the last record the reader was served, or said it was
 * @param before the first record that there is again
 */
record StreamDropped(String code, String after, String before, String detail) {
  static final String EVENT = "dropped";

  static StreamDropped trimmed(JournalId after, JournalId before) {
    return new StreamDropped(
        "trimmed",
        after.toString(),
        before.toString(),
        "the journal no longer holds what came between");
  }

  static StreamDropped unreadable(JournalId after, JournalId before) {
    return new StreamDropped(
        "unreadable",
        after.toString(),
        before.toString(),
        "what came between was dropped from the journal or cannot be read");
  }

  /** Nothing is missing: it can go on where it was. */
  static StreamDropped slow(JournalId after) {
    return new StreamDropped(
        "slow",
        after.toString(),
        after.toString(),
        "what was sent lay unread for too long; come back and go on from here");
  }

  static StreamDropped ahead(JournalId after, JournalId newest) {
    return new StreamDropped(
        "ahead",
        after.toString(),
        newest.toString(),
        "this journal has not come that far; it is not the one that gave this id");
  }

  /** Where a client goes on that comes back. */
  JournalId goOn() {
    JournalId served = JournalId.parse(after);
    JournalId again = JournalId.parse(before);
    return again.isAfter(served) ? again.previous() : again;
  }
}
