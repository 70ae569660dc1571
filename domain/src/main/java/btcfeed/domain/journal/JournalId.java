package btcfeed.domain.journal;

/**
 * The place of a record in the journal, and its id in every store's stream: {@code
 * milliseconds-sequence}.
 *
 * <p>Ids only increase. If the host's clock goes back, the milliseconds stay and the sequence
 * increases.
 */
public record JournalId(long ms, long seq) implements Comparable<JournalId> {
  /** Before every record. */
  public static final JournalId START = new JournalId(0, 0);

  /** Longest text of an id. */
  public static final int MAX_TEXT_LENGTH = 39;

  public JournalId {
    if (ms < 0 || seq < 0) {
      throw new IllegalArgumentException("a journal id is not negative, was " + ms + "-" + seq);
    }
  }

  /** Reads {@code ms-seq}. */
  public static JournalId parse(String text) {
    int dash = text.indexOf('-');
    if (dash < 1) {
      throw new IllegalArgumentException("a journal id is ms-seq, was '" + text + "'");
    }
    return new JournalId(
        Long.parseLong(text, 0, dash, 10), Long.parseLong(text, dash + 1, text.length(), 10));
  }

  /** The id of the next record, accepted at this wall time. */
  public JournalId next(long wallMs) {
    return wallMs > ms ? new JournalId(wallMs, 0) : new JournalId(ms, seq + 1);
  }

  /** The largest id before this one; START for itself. */
  public JournalId previous() {
    if (seq > 0) {
      return new JournalId(ms, seq - 1);
    }
    return ms > 0 ? new JournalId(ms - 1, Long.MAX_VALUE) : this;
  }

  public boolean isAfter(JournalId other) {
    return compareTo(other) > 0;
  }

  @Override
  public int compareTo(JournalId other) {
    int byMs = Long.compare(ms, other.ms);
    return byMs != 0 ? byMs : Long.compare(seq, other.seq);
  }

  @Override
  public String toString() {
    return ms + "-" + seq;
  }
}
