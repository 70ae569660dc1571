package btcfeed.domain.store;

/**
 * Who writes a store: at most one, the one with the highest epoch.
 *
 * @param epoch grows with every start of any writer
 * @param instance this journal's name; stays over restarts
 * @param startedUs when this process started, Unix microseconds
 */
public record WriterLease(long epoch, String instance, long startedUs) {
  /** Nobody has written yet. */
  public static final WriterLease NONE_YET = new WriterLease(0, "", 0);
}
