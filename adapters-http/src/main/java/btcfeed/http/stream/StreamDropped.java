package btcfeed.http.stream;

import btcfeed.domain.journal.JournalId;
import btcfeed.http.response.JsonObject;

/**
 * Why a reader cannot continue: the last event it gets. A client that reconnects with the id of
 * this event continues there, without the records between {@code after} and {@code before}.
 *
 * @param after the last record the reader has
 * @param before the first record that is available again
 */
record StreamDropped(Cause cause, JournalId after, JournalId before) {
  static final String EVENT = "dropped";

  /** The reasons, with the code and the text that the client gets. */
  enum Cause {
    TRIMMED("trimmed", "the journal no longer holds the records between"),
    UNREADABLE("unreadable", "the records between were dropped from the journal or cannot be read"),
    AHEAD("ahead", "this journal has no such record yet; the id is from another journal"),
    /** Nothing is missing: the client can continue at its position. */
    SLOW("slow", "the client did not read for too long; reconnect to continue here");

    private final String code;
    private final String detail;

    Cause(String code, String detail) {
      this.code = code;
      this.detail = detail;
    }

    String code() {
      return code;
    }
  }

  JsonObject view() {
    return new JsonObject()
        .with("code", cause.code)
        .with("after", after.toString())
        .with("before", before.toString())
        .with("detail", cause.detail);
  }

  /** The id of this event: a client that reconnects gets the records after it. */
  JournalId resumeAfter() {
    return before.isAfter(after) ? before.previous() : before;
  }
}
