package btcfeed.domain.store;

/**
 * More of what was read with a {@link StorePosition}.
 *
 * @param writtenAs name of the store its writer took it for; empty if unknown
 * @param writtenUs when it was written last, Unix microseconds of the writer's clock; 0 if unknown
 */
public record StoreContents(
    String writtenAs, long writtenUs, StreamLength ticks, StreamLength gaps) {
  /** Nothing more is known. */
  public static final StoreContents UNKNOWN =
      new StoreContents("", 0, StreamLength.UNKNOWN, StreamLength.UNKNOWN);

  /** Entries of both streams that are gone although the writer did not trim them. */
  public long removed() {
    return ticks.removed() + gaps.removed();
  }
}
