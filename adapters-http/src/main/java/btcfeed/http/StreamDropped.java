package btcfeed.http;

import btcfeed.domain.journal.JournalId;

/**
 * Why a reader cannot go on from its place: the last event it gets. Its id is where a client that
 * comes back goes on, without what lies between.
 *
 * @param code {@code trimmed}, {@code unreadable} or {@code ahead}
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

  static StreamDropped ahead(JournalId after, JournalId newest) {
    return new StreamDropped(
        "ahead",
        after.toString(),
        newest.toString(),
        "this journal has not come that far; it is not the one that gave this id");
  }
}
