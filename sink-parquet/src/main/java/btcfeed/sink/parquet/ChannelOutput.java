package btcfeed.sink.parquet;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;

/** A new file that Parquet writes. Its bytes are on the disk after {@link #force}. */
final class ChannelOutput extends PositionOutputStream implements OutputFile {
  private static final int BUFFER_BYTES = 16_384;

  private final FileChannel channel;
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
  private long position;

  ChannelOutput(Path path) throws IOException {
    channel = FileChannel.open(path, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
  }

  @Override
  public long getPos() {
    return position;
  }

  @Override
  public void write(int one) throws IOException {
    if (!buffer.hasRemaining()) {
      flush();
    }
    buffer.put((byte) one);
    position++;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    if (length > buffer.remaining()) {
      flush();
    }
    if (length > buffer.remaining()) {
      writeAll(ByteBuffer.wrap(bytes, offset, length));
    } else {
      buffer.put(bytes, offset, length);
    }
    position += length;
  }

  @Override
  public void flush() throws IOException {
    writeAll(buffer.flip());
    buffer.clear();
  }

  private void writeAll(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /** Called by Parquet after the footer. The channel stays open for {@link #force}. */
  @Override
  public void close() throws IOException {
    if (channel.isOpen()) {
      flush();
    }
  }

  /** Waits until the disk has every byte, and closes the file. */
  void force() throws IOException {
    channel.force(true);
    channel.close();
  }

  /** Closes the file as it is. */
  void abandon() throws IOException {
    channel.close();
  }

  @Override
  public PositionOutputStream create(long blockSize) {
    return this;
  }

  @Override
  public PositionOutputStream createOrOverwrite(long blockSize) {
    return this;
  }

  @Override
  public boolean supportsBlockSize() {
    return false;
  }

  @Override
  public long defaultBlockSize() {
    return 0;
  }
}
