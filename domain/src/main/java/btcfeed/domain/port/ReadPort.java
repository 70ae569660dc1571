package btcfeed.domain.port;

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

  /** What was read, or why it was not. */
  sealed interface Answer<T> {
    record Found<T>(T value) implements Answer<T> {}

    record Failed<T>(PricePort.Failure failure) implements Answer<T> {}
  }
}
