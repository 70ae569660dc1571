package btcfeed.exchange.net;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.UnaryOperator;

/** A response body that throws an {@code IOException} past a number of bytes. */
final class LimitedBody extends FilterInputStream {
  private final long maxBytes;
  private final UnaryOperator<IOException> explain;
  private long bytes;

  /**
   * Wraps a body.
   *
   * @param explain replaces the failure of a read by what it means for the whole exchange
   */
  LimitedBody(InputStream in, long maxBytes, UnaryOperator<IOException> explain) {
    super(in);
    this.maxBytes = maxBytes;
    this.explain = explain;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int count;
    try {
      count = in.read(buffer, offset, length);
    } catch (IOException e) {
      throw explain.apply(e);
    }
    bytes += Math.max(0, count);
    if (bytes > maxBytes) {
      throw new IOException("the body is longer than " + maxBytes + " bytes");
    }
    return count;
  }

  @Override
  public long skip(long count) throws IOException {
    return readNBytes(Math.clamp(count, 0, 8192)).length;
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
