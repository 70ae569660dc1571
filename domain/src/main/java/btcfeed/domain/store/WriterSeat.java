package btcfeed.domain.store;

/**
 * Who writes a store: at most one, the one with the highest epoch.
 *
 * @param epoch grows with every start of any writer
 * @param instance this journal's name; stays over restarts
 * @param startedUs when this process started, Unix microseconds
 */
public record WriterSeat(long epoch, String instance, long startedUs) {
  /** Nobody has written yet. */
  public static final WriterSeat VACANT = new WriterSeat(0, "", 0);
}
