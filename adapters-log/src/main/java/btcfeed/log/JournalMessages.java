package btcfeed.log;

import static btcfeed.log.LogMessage.field;
import static btcfeed.log.LogText.count;
import static org.slf4j.event.Level.ERROR;
import static org.slf4j.event.Level.WARN;

/** The sentences about what the journal lost, and got back. Pure. */
final class JournalMessages {
  private JournalMessages() {}

  static LogMessage segmentsDropped(long segments, long left) {
    return LogMessage.of(
        WARN,
        "segments_dropped",
        "The journal reached its limit or the disk was full: it deleted its oldest "
            + count(segments, "segment")
            + ", which every store has. It still holds "
            + count(left, "record")
            + ", and an emptied store gets no more than that. Raise FEED_JOURNAL_MAX_BYTES or free"
            + " disk space.",
        field("segments", segments),
        field("left", left));
  }

  static LogMessage damaged(long places) {
    return LogMessage.of(
        ERROR,
        "journal_damaged",
        "The journal is damaged in "
            + count(places, "place")
            + ". Everything that can be read is kept; the stores are asked for the rest. Check the"
            + " disk under FEED_DATA_DIR.",
        field("places", places));
  }

  static LogMessage restored(long records) {
    return LogMessage.of(
        WARN,
        "journal_restored",
        "The journal lacked "
            + count(records, "record")
            + " that a store has; they were read back under the same ids.",
        field("records", records));
  }

  static LogMessage notRestored(String detail) {
    return LogMessage.of(
        ERROR,
        "journal_not_restored",
        "What the journal lost could not be read back from a store: "
            + detail
            + ". Trades that a store already has may appear there a second time under a new id.",
        field("detail", detail));
  }
}
