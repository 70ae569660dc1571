package btcfeed.http.stream;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/**
 * Gathers small writes, and hands on each of them undivided: between two writes to what lies
 * beneath there is always the end of one made here, so that others may write there in between. What
 * is large enough to be worth a write of its own is not copied. One thread.
 */
final class WholeWrites extends FilterOutputStream {
  private static final int MOST = 8 * 1024;
  private static final int LARGE = 1024;
  private static final byte[] NOTHING = new byte[0];

  private byte[] gathered = NOTHING;
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
    if (length > LARGE) {
      handOn();
      out.write(bytes, offset, length);
      return;
    }
    if (length > MOST - count) {
      handOn();
    }
    if (count + length > gathered.length) {
      gathered = Arrays.copyOf(gathered, Math.min(MOST, 2 * (count + LARGE)));
    }
    System.arraycopy(bytes, offset, gathered, count, length);
    count += length;
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
      // Most have nothing to gather most of the time, and there are many.
      gathered = NOTHING;
    }
  }
}
