package btcfeed.domain.store;

/**
 * The writer of a store. A store has one writer: the one with the highest epoch.
 *
 * @param epoch increases with every start of any writer
 * @param instance the journal's name; survives restarts
 * @param startedUs start of the process, Unix microseconds
 */
public record WriterLease(long epoch, String instance, long startedUs) {
  /** The store has had no writer. */
  public static final WriterLease NONE_YET = new WriterLease(0, "", 0);

  /** True if it has a higher epoch, or the same epoch of an instance with a higher name. */
  public boolean isLaterThan(WriterLease other) {
    return epoch != other.epoch ? epoch > other.epoch : instance.compareTo(other.instance) > 0;
  }
}
