package btcfeed.domain.journal;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * A change to a store that is none of the feed's own: a command that stands in the journal and is
 * applied in every store once, in the journal's order. A new kind breaks every switch that must
 * learn it.
 *
 * <p>What may be asked for, and how large it may be, {@link MutationRules} says. Values are text.
 * Times are Unix milliseconds on our host's clock, and absolute, so that a command means the same
 * whenever a store comes to it.
 */
public sealed interface Mutation {
  /** The key it changes; of {@link Publish}, the channel. */
  String key();

  /** Makes the key a string that stays. */
  record Set(String key, String value) implements Mutation {}

  /** Makes the key a string until then; a store that comes to it later removes the key. */
  record SetUntil(String key, String value, long untilMs) implements Mutation {}

  /**
   * Makes the key a hash of {@code value} and {@code version}, unless it holds a version that is
   * the same or higher.
   *
   * @param version the caller's own count or time; not negative
   */
  record SetIfNewer(String key, String value, long version) implements Mutation {}

  /** Removes the key, whatever it is. */
  record Delete(String key) implements Mutation {}

  /** Sets these fields of a hash and leaves its others. */
  record HashSet(String key, Map<String, String> fields) implements Mutation {
    public HashSet {
      fields = Collections.unmodifiableMap(new TreeMap<>(fields));
    }
  }

  /**
   * Puts the value in front of a list and cuts the list behind the newest.
   *
   * @param keep how many values stay
   */
  record ListPush(String key, String value, int keep) implements Mutation {}

  /**
   * Says the message on a channel, in each store that comes to it before {@code untilMs}: a store
   * that catches up says nothing old.
   */
  record Publish(String key, String message, long untilMs) implements Mutation {}
}
