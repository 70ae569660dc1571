package btcfeed.redis;

import java.time.Duration;
import java.util.List;

/**
 * What a store keeps for readers besides the ticks, and how much of it.
 *
 * @param compatKeys whether to write the keys and the channel of the service this one replaces
 * @param streamMaxLength entries {@code btc:ticks} and {@code btc:gaps} keep, the newest
 * @param historyLength entries {@code btc_movement_history} keeps, at most {@link #MAX_HISTORY}
 * @param news age below which a trade goes to the channel {@code btc_price}, by receive time
 * @param onlyKeys the only keys to write besides {@code btc:feed}, those that end in {@code *}
 *     being beginnings; all if empty. The streams are written together, if {@code btc:ticks} is
 *     among them. By the names everybody knows, whatever {@code names} makes of them
 * @param names what they are called
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

  /** As the service runs when nothing else is asked for. */
  public static final Publishing DEFAULT =
      new Publishing(
          true, 1_000_000, MAX_HISTORY, Duration.ofSeconds(5), List.of(), KeyNames.DEFAULT);

  public Publishing {
    if (streamMaxLength < 1) {
      throw new IllegalArgumentException("a stream keeps at least 1, was " + streamMaxLength);
    }
    if (historyLength < 0 || historyLength > MAX_HISTORY) {
      throw new IllegalArgumentException("a history keeps 0 to 1000, was " + historyLength);
    }
    if (news.isNegative()) {
      throw new IllegalArgumentException("news has an age, was " + news);
    }
    onlyKeys = List.copyOf(onlyKeys);
  }

  /** The same under other names. */
  public Publishing named(KeyNames other) {
    return new Publishing(compatKeys, streamMaxLength, historyLength, news, onlyKeys, other);
  }

  /** True if the streams are to be written. */
  boolean streams() {
    return onlyKeys.isEmpty() || onlyKeys.stream().anyMatch(key -> covers(key, "btc:ticks"));
  }

  private static boolean covers(String wanted, String key) {
    return wanted.endsWith("*")
        ? key.startsWith(wanted.substring(0, wanted.length() - 1))
        : key.equals(wanted);
  }
}
