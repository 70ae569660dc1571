package btcfeed.domain.port;

import btcfeed.domain.store.StoreName;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Driving port: whoever wants to know what stands in the stores asks here. Asks the active store,
 * and the other one if that does not answer. Implemented by the application.
 *
 * <p>Any thread. Time: that of one {@link ReadPort} call for each store. What was just submitted
 * may not be there yet.
 */
public interface ReadStores {
  /** A string; empty if there is no such key. */
  Answer<Optional<String>> text(String key);

  /** A hash; empty if there is no such key. */
  Answer<Map<String, String>> fields(String key);

  /** The first values of a list, which are its newest; empty if there is no such key. */
  Answer<List<String>> newest(String key, int count);

  /** What was read and where, or why nowhere. */
  sealed interface Answer<T> {
    record Found<T>(StoreName in, T value) implements Answer<T> {}

    /** No store answered. */
    record Unavailable<T>(String detail) implements Answer<T> {}
  }
}
