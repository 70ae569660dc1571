package btcfeed.bootstrap.export;

import btcfeed.domain.journal.Entry;
import btcfeed.domain.journal.JournalId;
import java.io.IOException;
import java.util.List;

/** Where the records come from, in the order of their ids. */
@FunctionalInterface
public interface TickSource {
  /**
   * Hands on every record after {@code after}.
   *
   * @return the number of places that could not be read
   * @throws IOException for people: why the source cannot be read, or what the visitor threw
   */
  long readAfter(JournalId after, Visitor visitor) throws IOException;

  /** What gets the records. */
  @FunctionalInterface
  interface Visitor {
    void visit(List<Entry> entries) throws IOException;
  }
}
