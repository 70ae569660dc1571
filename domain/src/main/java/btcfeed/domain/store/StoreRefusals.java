package btcfeed.domain.store;

import java.util.List;

/**
 * What a store refuses beside the streams, while it takes the streams themselves: latest values,
 * compatibility keys, trimming, mutations. A refusal of a whole batch is not among them; the store
 * is away then.
 *
 * @param total effects refused since start
 * @param waiting mutations the store has not accepted yet; they are tried again until it does
 * @param abandoned mutations given up since start, because more waited than a store keeps
 * @param standing what is refused still, newest first, at most {@link #MOST_STANDING}
 */
public record StoreRefusals(long total, long waiting, long abandoned, List<Refusal> standing) {
  /** More keys than this are counted and not named. */
  public static final int MOST_STANDING = 16;

  /** Nothing was refused. */
  public static final StoreRefusals NONE = new StoreRefusals(0, 0, 0, List.of());

  public StoreRefusals {
    standing = List.copyOf(standing);
  }

  /**
   * A key or channel the store does not let us change.
   *
   * @param key by the name everybody knows, whatever it is called in this store
   * @param code of the server, such as {@code NOPERM}
   * @param detail for people, without secrets
   * @param sinceNanos when it was refused first, on the monotonic clock
   */
  public record Refusal(String key, String code, String detail, long sinceNanos) {
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

  /** True while keys are refused in which readers look for the price. */
  public boolean prices() {
    return standing.stream().anyMatch(Refusal::ofPrice);
  }

  /** Which keys and why, in a sentence for people; empty if there are none. */
  public String text() {
    if (standing.isEmpty()) {
      return waiting == 0 ? "" : waiting + " changes wait";
    }
    Refusal newest = standing.getFirst();
    String more = standing.size() == 1 ? "" : " and " + (standing.size() - 1) + " more";
    return newest.key() + more + ": " + newest.detail() + " (" + newest.code() + ")";
  }
}
