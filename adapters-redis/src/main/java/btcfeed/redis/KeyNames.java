package btcfeed.redis;

import java.util.List;

/**
 * What keys and channels are called in a store. Everything else speaks of them by the names
 * everybody knows, {@code btc:ticks} or {@code last_btc_price}; a store may have them under a
 * prefix.
 *
 * <p>In a Redis Cluster one script reaches the keys of one slot only, and a hash tag puts them
 * there: {@code {btc}:ticks}, {@code {btc}:last_btc_price}.
 *
 * @param ours what stands in place of {@code btc:}
 * @param theirs what stands in front of the keys and the channel of the service this one replaces
 */
public record KeyNames(String ours, String theirs) {
  /** As everybody knows them. */
  public static final KeyNames DEFAULT = new KeyNames("btc:", "");

  /** As they are in a Redis Cluster unless told otherwise. */
  public static final KeyNames ONE_SLOT = under("{btc}:");

  private static final String OURS = "btc:";

  /** What a prefix looks like, as a regular expression: no blanks, nothing that is a pattern. */
  public static final String PREFIX = "[A-Za-z0-9_.:{}-]{1,64}";

  public KeyNames {
    if (!ours.matches(PREFIX) || !(theirs.isEmpty() || theirs.matches(PREFIX))) {
      throw new IllegalArgumentException(
          "a prefix is letters, digits, _ . : - { }, at most 64, was " + ours + ", " + theirs);
    }
  }

  /** Everything under one prefix, which ends as it is to end: {@code {btc}:}. */
  public static KeyNames under(String prefix) {
    return new KeyNames(prefix, prefix);
  }

  /** What the key or channel known by this name is called. */
  public String of(String known) {
    return known.startsWith(OURS) ? ours + known.substring(OURS.length()) : theirs + known;
  }

  /** True if every key is sure to be in the same slot of a cluster. */
  public boolean oneSlot() {
    return ours.equals(theirs) && tagged(ours);
  }

  /** What every script is told it touches. */
  List<Object> keys() {
    return List.of(of("btc:feed"), of("btc:ticks"), of("btc:gaps"), of("btc:mutated"));
  }

  private static boolean tagged(String prefix) {
    int open = prefix.indexOf('{');
    return open >= 0 && prefix.indexOf('}', open) > open + 1;
  }
}
