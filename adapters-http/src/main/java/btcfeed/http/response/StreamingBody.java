package btcfeed.http.response;

import java.io.IOException;
import java.io.OutputStream;

/** A response body without an end. The limits on finished responses do not apply to it. */
public interface StreamingBody extends AutoCloseable {
  /** The first bytes, sent together with the header. */
  byte[] begin();

  /**
   * Writes the rest on the connection's own thread until there is a reason to stop. Called once.
   * Writes complete chunks (RFC 9112, section 7.1), so that one encoded chunk serves many readers;
   * the server adds the last chunk.
   */
  void writeTo(OutputStream chunks) throws IOException;

  /** Releases the reader's place. Called once, even if nothing was written. */
  @Override
  void close();
}
