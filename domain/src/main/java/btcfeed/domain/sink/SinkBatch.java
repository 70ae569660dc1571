package btcfeed.domain.sink;

import java.util.List;

/**
 * Consecutive records that one leader wrote, in the order of their ids.
 *
 * @param epoch of that leader
 * @param records may be empty: then only the cursor moves
 * @param cursor the sink's cursor once it has these records
 */
public record SinkBatch(long epoch, List<SinkRecord> records, SinkCursor cursor) {
  public SinkBatch {
    records = List.copyOf(records);
  }
}
