package btcfeed.sinkkit;

import btcfeed.domain.port.SinkPort;
import btcfeed.domain.sink.SinkRecord;
import java.util.List;

/** A place for a sink, empty at first, that the contract test writes and reads. */
public interface SinkSubject extends AutoCloseable {
  /** A sink on this place, as another process would open it. */
  SinkPort open();

  /**
   * All records, as a reader of the place finds them; the ticks of a market in order, and its gaps.
   */
  List<SinkRecord> content();

  /** True if {@link SinkPort#rewind} removes records. */
  boolean removes();

  /** True if a claim ends the one before, so that its writes are refused. */
  boolean fences();

  /** Removes the place. */
  @Override
  void close();
}
