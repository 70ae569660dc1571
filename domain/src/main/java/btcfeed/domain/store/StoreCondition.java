package btcfeed.domain.store;

/**
 * Problems of a store that takes writes.
 *
 * @param refusals keys that it refuses
 * @param removed stream entries that another program removed since the start
 * @param missing how many of them are not restored, because the journal no longer has them
 * @param cuts how often entries of another leader were removed since the start, after a split
 * @param sameServer true if both configured stores are one server
 * @param advisory what an operator should change on the server; empty for nothing
 */
public record StoreCondition(
    StoreRefusals refusals,
    long removed,
    long missing,
    long cuts,
    boolean sameServer,
    String advisory) {
  /** No problem. */
  public static final StoreCondition GOOD =
      new StoreCondition(StoreRefusals.NONE, 0, 0, 0, false, "");
}
