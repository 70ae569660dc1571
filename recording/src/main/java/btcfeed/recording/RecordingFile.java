package btcfeed.recording;

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

  /** Begins a file and writes its header before it returns. */
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

  /** Flushes, so that everything written so far can be read back. */
  void flush() throws IOException {
    out.flush();
    holds |= written;
  }

  /** True once a message was flushed. */
  boolean holdsSomething() {
    return holds;
  }

  /** The length of the file, without what was not flushed. */
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
