package btcfeed.domain.journal;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * A change that another program submits: a command in the journal that every store applies once, in
 * order.
 *
 * <p>{@link MutationRules} has the limits. Values are text. Times are absolute, in Unix
 * milliseconds of our host's clock, so that a command means the same whenever a store applies it.
 */
public sealed interface Mutation {
  /** The key that changes; for {@link Publish}, the channel. */
  String key();

  /** Sets the key to a string. */
  record Set(String key, String value) implements Mutation {}

  /** Sets the key to a string until then; a store that applies it later removes the key. */
  record SetUntil(String key, String value, long untilMs) implements Mutation {}

  /**
   * Sets the key to a hash of {@code value} and {@code version}, unless it has this or a higher
   * version.
   *
   * @param version the caller's own count or time; not negative
   */
  record SetIfNewer(String key, String value, long version) implements Mutation {}

  /** Removes the key. */
  record Delete(String key) implements Mutation {}

  /** Sets these fields of a hash. */
  record HashSet(String key, Map<String, String> fields) implements Mutation {
    public HashSet {
      fields = Collections.unmodifiableMap(new TreeMap<>(fields));
    }
  }

  /**
   * Adds the value at the front of a list and trims the list.
   *
   * @param keep how many values stay
   */
  record ListPush(String key, String value, int keep) implements Mutation {}

  /**
   * Publishes the message on a channel, in each store that applies it before {@code untilMs}. A
   * store that catches up publishes nothing old.
   */
  record Publish(String key, String message, long untilMs) implements Mutation {}
}
