package btcfeed.domain.store;

import java.util.List;

/**
 * What a store refuses while it takes the streams: latest values, compatibility keys, trimming,
 * mutations. A store that refuses a whole batch is away instead.
 *
 * @param total refused effects since the start
 * @param waiting mutations that the store has not accepted yet; they are tried again
 * @param abandoned mutations given up since the start, because too many waited
 * @param standing what is refused now, newest first, at most {@link #MAX_STANDING}
 */
public record StoreRefusals(long total, long waiting, long abandoned, List<RefusedKey> standing) {
  /** Further keys are counted and not named. */
  public static final int MAX_STANDING = 16;

  public static final StoreRefusals NONE = new StoreRefusals(0, 0, 0, List.of());

  public StoreRefusals {
    standing = List.copyOf(standing);
  }

  /**
   * A key or channel that the store does not let us change.
   *
   * @param key the contract's name, whatever its name in this store
   * @param code of the server, such as {@code NOPERM}
   * @param detail for people, without secrets
   * @param sinceNanos when it was first refused, on the monotonic clock
   */
  public record RefusedKey(String key, String code, String detail, long sinceNanos) {
    /** True if readers look there for the price. */
    boolean ofPrice() {
      return key.startsWith("btc:latest:")
          || key.equals("last_btc_price")
          || key.equals("last_btc_update_time")
          || key.equals("current_exchange");
    }
  }

  /** True while anything is refused. */
  public boolean any() {
    return !standing.isEmpty() || waiting > 0;
  }

  /** True while keys with the price are refused. */
  public boolean prices() {
    return standing.stream().anyMatch(RefusedKey::ofPrice);
  }

  /** The keys and the reason, for people; empty if there are none. */
  public String text() {
    if (standing.isEmpty()) {
      return waiting == 0 ? "" : waiting + " changes wait";
    }
    RefusedKey newest = standing.getFirst();
    String more = standing.size() == 1 ? "" : " and " + (standing.size() - 1) + " more";
    return newest.key() + more + ": " + newest.detail() + " (" + newest.code() + ")";
  }
}
