package btcfeed.domain.sink;

import btcfeed.domain.journal.JournalId;
import btcfeed.domain.journal.Lineage;
import java.util.Optional;

/**
 * How far a sink is.
 *
 * @param after the last journal id that the sink has passed
 * @param lineage which leaders wrote what the sink has; a new leader finds the place from which its
 *     own history differs
 */
public record SinkCursor(JournalId after, Lineage lineage) {
  /** Of an empty sink. */
  public static final SinkCursor START = new SinkCursor(JournalId.START, Lineage.NONE);

  /** As {@code after lineage}, at most about 6,000 characters of ASCII. */
  public String text() {
    return after + " " + lineage.text();
  }

  /** Reads {@link #text}; empty if it is something else. */
  public static Optional<SinkCursor> parse(String text) {
    int space = text.indexOf(' ');
    if (space < 0) {
      return Optional.empty();
    }
    try {
      JournalId after = JournalId.parse(text.substring(0, space));
      return Lineage.parse(text.substring(space + 1)).map(it -> new SinkCursor(after, it));
    } catch (IllegalArgumentException notCursor) {
      return Optional.empty();
    }
  }
}
