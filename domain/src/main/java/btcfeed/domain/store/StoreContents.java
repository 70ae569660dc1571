package btcfeed.domain.store;

/**
 * More facts that are read with a {@link StorePosition}.
 *
 * @param writtenAs the store name its writer used; empty if unknown
 * @param writtenUs the last write, Unix microseconds of the writer's clock; 0 if unknown
 */
public record StoreContents(
    String writtenAs, long writtenUs, StreamLength ticks, StreamLength gaps) {
  public static final StoreContents UNKNOWN =
      new StoreContents("", 0, StreamLength.UNKNOWN, StreamLength.UNKNOWN);

  /** Entries of both streams that another program removed. */
  public long removed() {
    return ticks.removed() + gaps.removed();
  }
}
