package btcfeed.redis;

import java.util.List;

/**
 * The names of keys and channels in one store. All other code uses the default names, such as
 * {@code btc:ticks} or {@code last_btc_price}; a store may have them under a prefix.
 *
 * <p>In a Redis Cluster a script reaches the keys of one slot only. A hash tag puts all keys there:
 * {@code {btc}:ticks}, {@code {btc}:last_btc_price}.
 *
 * @param ours replaces {@code btc:}
 * @param theirs precedes the compatibility keys and channel, such as {@code last_btc_price}
 */
public record KeyNames(String ours, String theirs) {
  /** The default names. */
  public static final KeyNames DEFAULT = new KeyNames("btc:", "");

  /** The default names in a Redis Cluster. */
  public static final KeyNames ONE_SLOT = under("{btc}:");

  private static final String OURS = "btc:";

  /** A valid prefix as a regular expression: no blanks, no pattern characters. */
  public static final String PREFIX = "[A-Za-z0-9_.:{}-]{1,64}";

  public KeyNames {
    if (!ours.matches(PREFIX) || !(theirs.isEmpty() || theirs.matches(PREFIX))) {
      throw new IllegalArgumentException(
          "a prefix is letters, digits, _ . : - { }, at most 64, was " + ours + ", " + theirs);
    }
  }

  /** All names under one prefix, given with its last character: {@code {btc}:}. */
  public static KeyNames under(String prefix) {
    return new KeyNames(prefix, prefix);
  }

  /** The name in this store of a key or channel with this default name. */
  public String of(String name) {
    return name.startsWith(OURS) ? ours + name.substring(OURS.length()) : theirs + name;
  }

  /** True if all keys are in the same slot of a cluster. */
  public boolean oneSlot() {
    return ours.equals(theirs) && tagged(ours);
  }

  /** Rejects names that a script could not use together in this store. */
  static void requireOneSlot(RedisTarget target, KeyNames names) {
    if (target.topology() instanceof Topology.Cluster && !names.oneSlot()) {
      throw new IllegalArgumentException(
          "in a cluster all keys are under one prefix with a hash tag, such as {btc}:");
    }
  }

  /** The keys that every script of the data declares. */
  List<Object> keys() {
    return List.of(of("btc:feed"), of("btc:ticks"), of("btc:gaps"), of("btc:mutated"));
  }

  /** The keys that the script of the lease declares. */
  List<Object> leaseKeys() {
    return List.of(of("btc:feed"), of("btc:instances"));
  }

  private static boolean tagged(String prefix) {
    int open = prefix.indexOf('{');
    return open >= 0 && prefix.indexOf('}', open) > open + 1;
  }
}
