package btcfeed.domain.store;

/**
 * What is wrong with a store that takes writes.
 *
 * @param refusals what it refuses beside the streams
 * @param removed stream entries that another program removed since start
 * @param missing how many of them are not filled in again, because the journal no longer has them
 * @param sameServer true if it is the server that is written as the other store already
 * @param advisory what an operator should do about the server itself; empty for nothing
 */
public record StoreCondition(
    StoreRefusals refusals, long removed, long missing, boolean sameServer, String advisory) {
  /** Nothing is wrong. */
  public static final StoreCondition GOOD = new StoreCondition(StoreRefusals.NONE, 0, 0, false, "");
}
