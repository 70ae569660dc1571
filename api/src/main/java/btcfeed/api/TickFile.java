package btcfeed.api;

import btcfeed.domain.sink.SinkRecord;
import java.io.Closeable;
import java.io.IOException;

/** A file of ticks that is being written. One thread. */
public interface TickFile extends Closeable {
  void add(SinkRecord.Tick tick) throws IOException;

  /** Writes what is still in memory. Nothing is added afterwards. */
  void complete() throws IOException;

  /** Closes the file; without {@link #complete} it is of no use. */
  @Override
  void close() throws IOException;
}
