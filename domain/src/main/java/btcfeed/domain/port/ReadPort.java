package btcfeed.domain.port;

import btcfeed.domain.journal.Entry;
import btcfeed.domain.journal.JournalId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Driven port: reads keys of a store. Implemented by adapters-redis, faked by {@code
 * InMemoryStore}.
 *
 * <p>Any thread. Time: each call returns within the implementation's timeout and never throws for a
 * fault of the store or network. A key of another type is a failure.
 */
public interface ReadPort {
  /** A string; empty if the key does not exist. */
  ReadResult<Optional<String>> text(String key);

  /** A hash; empty if the key does not exist. */
  ReadResult<Map<String, String>> fields(String key);

  /** The first values of a list, which are its newest; empty if the key does not exist. */
  ReadResult<List<String>> newest(String key, int count);

  /**
   * The oldest entries of {@code btc:ticks} or {@code btc:gaps} between two ids, both excluded, as
   * journal records. Entries of other programs are left out.
   *
   * @param limit entries read at most
   */
  ReadResult<Page> between(String stream, JournalId after, JournalId before, int limit);

  /**
   * @param reached the last entry that was read
   * @param whole true if there are no more
   */
  record Page(List<Entry> entries, JournalId reached, boolean whole) {}

  sealed interface ReadResult<T> {
    record Found<T>(T value) implements ReadResult<T> {}

    record Failed<T>(PricePort.Failure failure) implements ReadResult<T> {}
  }
}
