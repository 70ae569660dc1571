package btcfeed.exchange.recording;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.GZIPOutputStream;

/** One file of a recording while it is written. One thread. */
final class RecordingFile implements AutoCloseable {
  private static final int BUFFER_BYTES = 16 * 1024;

  private final Counting packed;
  private final GZIPOutputStream out;
  private boolean written;
  private boolean holds;

  /** Begins a file with its heading, which is in it when this returns. */
  RecordingFile(OutputStream file, RecordingHeader heading) throws IOException {
    packed = new Counting(file);
    out = new GZIPOutputStream(packed, BUFFER_BYTES, /* syncFlush= */ true);
    out.write(RecordingFormat.heading(heading));
    out.flush();
  }

  void write(RecordedEvent recorded) throws IOException {
    out.write(RecordingFormat.line(recorded));
    written |= recorded.message();
  }

  /** What was written can be read back from here on, also if nothing else comes. */
  void flush() throws IOException {
    out.flush();
    holds |= written;
  }

  /** True once a message is safely in it. */
  boolean holdsSomething() {
    return holds;
  }

  /** How long the file is; what was not flushed may not be counted yet. */
  long packedBytes() {
    return packed.bytes;
  }

  @Override
  public void close() throws IOException {
    out.close();
  }

  private static final class Counting extends FilterOutputStream {
    private long bytes;

    Counting(OutputStream out) {
      super(out);
    }

    @Override
    public void write(int one) throws IOException {
      out.write(one);
      bytes++;
    }

    @Override
    public void write(byte[] some, int from, int count) throws IOException {
      out.write(some, from, count);
      bytes += count;
    }
  }
}
