package btcfeed.domain.port;

import btcfeed.domain.journal.Entry;
import btcfeed.domain.journal.JournalId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Driven port: what a store has under a key. Implemented by adapters-redis, faked by {@code
 * InMemoryStore}.
 *
 * <p>Any thread. Time: each call returns within the implementation's stated timeout, whatever the
 * store does, and never throws for anything a store or network can do. A key of another kind than
 * asked for is a failure.
 */
public interface ReadPort {
  /** A string; empty if there is no such key. */
  Answer<Optional<String>> text(String key);

  /** A hash; empty if there is no such key. */
  Answer<Map<String, String>> fields(String key);

  /** The first values of a list, which are its newest; empty if there is no such key. */
  Answer<List<String>> newest(String key, int count);

  /**
   * The oldest entries of {@code btc:ticks} or {@code btc:gaps} that lie between two ids, both
   * excluded, as the journal records they were. An entry that is none of ours is left out.
   *
   * @param limit entries looked at, at most
   */
  Answer<Page> between(String stream, JournalId after, JournalId before, int limit);

  /**
   * Entries of a stream.
   *
   * @param reached the last entry looked at
   * @param whole true if there are no more
   */
  record Page(List<Entry> entries, JournalId reached, boolean whole) {}

  /** What was read, or why it was not. */
  sealed interface Answer<T> {
    record Found<T>(T value) implements Answer<T> {}

    record Failed<T>(PricePort.Failure failure) implements Answer<T> {}
  }
}
