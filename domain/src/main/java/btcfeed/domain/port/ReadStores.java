package btcfeed.domain.port;

import btcfeed.domain.store.StoreName;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Driving port: reads keys of the active store, or of the other one if that fails. Implemented by
 * the application.
 *
 * <p>Any thread. Time: one {@link ReadPort} call for each store. A change that was just submitted
 * may be absent.
 */
public interface ReadStores {
  /** A string; empty if the key does not exist. */
  LookupResult<Optional<String>> text(String key);

  /** A hash; empty if the key does not exist. */
  LookupResult<Map<String, String>> fields(String key);

  /** The first values of a list, which are its newest; empty if the key does not exist. */
  LookupResult<List<String>> newest(String key, int count);

  sealed interface LookupResult<T> {
    record Found<T>(StoreName in, T value) implements LookupResult<T> {}

    /** No store answered. */
    record Unavailable<T>(String detail) implements LookupResult<T> {}
  }
}
