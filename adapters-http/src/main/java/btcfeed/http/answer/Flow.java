package btcfeed.http.answer;

import java.io.IOException;
import java.io.OutputStream;

/** An answer without an end of its own: it is outside of the limits that finished ones have. */
public interface Flow extends AutoCloseable {
  /** Writes on the connection's own thread, until there is a reason to stop. Once. */
  void writeTo(OutputStream out) throws IOException;

  /** Gives its place back, whether or not anything was written. */
  @Override
  void close();
}
