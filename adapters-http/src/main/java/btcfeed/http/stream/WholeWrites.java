package btcfeed.http.stream;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Gathers small writes, and hands on each of them undivided: between two writes to what lies
 * beneath there is always the end of one made here, so that others may write there in between. One
 * thread.
 */
final class WholeWrites extends FilterOutputStream {
  private static final int MOST = 8 * 1024;

  private final byte[] gathered = new byte[MOST];
  private int count;

  WholeWrites(OutputStream beneath) {
    super(beneath);
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    if (length > MOST - count) {
      handOn();
    }
    if (length > MOST) {
      out.write(bytes, offset, length);
    } else {
      System.arraycopy(bytes, offset, gathered, count, length);
      count += length;
    }
  }

  @Override
  public void flush() throws IOException {
    handOn();
    out.flush();
  }

  private void handOn() throws IOException {
    if (count > 0) {
      out.write(gathered, 0, count);
      count = 0;
    }
  }
}
