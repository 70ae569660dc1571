package btcfeed.redis;

import java.time.Duration;
import java.util.List;

/**
 * Which keys a store has for readers, and how long they are.
 *
 * @param compatKeys whether to write the compatibility keys and channel
 * @param streamMaxLength how many of the newest entries {@code btc:ticks} and {@code btc:gaps} keep
 * @param historyLength entries {@code btc_movement_history} keeps, at most {@link #MAX_HISTORY}
 * @param news age below which a trade goes to the channel {@code btc_price}, by receive time
 * @param onlyKeys the only keys to write besides {@code btc:feed}; all if empty. They are default
 *     names, or prefixes that end in {@code *}. {@code btc:ticks} stands for both streams
 * @param names the names of the keys in this store
 */
public record Publishing(
    boolean compatKeys,
    long streamMaxLength,
    int historyLength,
    Duration news,
    List<String> onlyKeys,
    KeyNames names) {

  /** The most entries {@code btc_movement_history} may keep. */
  public static final int MAX_HISTORY = 1000;

  /** The defaults of the service. */
  public static final Publishing DEFAULT =
      new Publishing(
          true, 1_000_000, MAX_HISTORY, Duration.ofSeconds(5), List.of(), KeyNames.DEFAULT);

  public Publishing {
    if (streamMaxLength < 1) {
      throw new IllegalArgumentException("a stream keeps at least 1 entry, was " + streamMaxLength);
    }
    if (historyLength < 0 || historyLength > MAX_HISTORY) {
      throw new IllegalArgumentException("a history keeps 0 to 1000 entries, was " + historyLength);
    }
    if (news.isNegative()) {
      throw new IllegalArgumentException("the age of news is not negative, was " + news);
    }
    onlyKeys = List.copyOf(onlyKeys);
  }

  /** The same with other names. */
  public Publishing named(KeyNames other) {
    return new Publishing(compatKeys, streamMaxLength, historyLength, news, onlyKeys, other);
  }

  /** True if the streams are written. */
  boolean streams() {
    return onlyKeys.isEmpty() || onlyKeys.stream().anyMatch(key -> covers(key, "btc:ticks"));
  }

  private static boolean covers(String pattern, String key) {
    return pattern.endsWith("*")
        ? key.startsWith(pattern.substring(0, pattern.length() - 1))
        : key.equals(pattern);
  }
}
