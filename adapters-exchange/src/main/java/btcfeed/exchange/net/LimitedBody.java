package btcfeed.exchange.net;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A response body that throws an {@code IOException} past a number of bytes that were read. */
final class LimitedBody extends FilterInputStream {
  private final long maxBytes;
  private long bytes;

  LimitedBody(InputStream in, long maxBytes) {
    super(in);
    this.maxBytes = maxBytes;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int count = in.read(buffer, offset, length);
    bytes += Math.max(0, count);
    if (bytes > maxBytes) {
      throw new IOException("the body is longer than " + maxBytes + " bytes");
    }
    return count;
  }
}
