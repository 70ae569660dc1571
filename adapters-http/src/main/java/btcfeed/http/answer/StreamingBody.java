package btcfeed.http.answer;

import java.io.IOException;
import java.io.OutputStream;

/** An answer without an end of its own: it is outside of the limits that finished ones have. */
public interface StreamingBody extends AutoCloseable {
  /** What comes first, and with it the header. */
  byte[] begin();

  /**
   * Writes on the connection's own thread what comes behind that, until there is a reason to stop.
   * Once. In whole chunks as HTTP has them (RFC 9112, section 7.1), so that what many get is made
   * once and copied for nobody; the server adds the last one.
   */
  void writeTo(OutputStream chunks) throws IOException;

  /** Gives its place back, whether or not anything was written. */
  @Override
  void close();
}
