package btcfeed.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** The product's own journal, on a disk that is full while a test sets it so. */
public final class FullDisk extends Disk {
  private volatile boolean full;

  /** Opens a journal on this disk. */
  public OpenResult open(Path directory, JournalOptions options, String freshInstance) {
    return FileJournal.open(directory, options, freshInstance, this);
  }

  /** Says whether anything fits. */
  public void full(boolean now) {
    full = now;
  }

  @Override
  JournalFile create(Path path) throws IOException {
    refuseIfFull();
    return new Limited(super.create(path));
  }

  @Override
  JournalFile forWriting(Path path) throws IOException {
    return new Limited(super.forWriting(path));
  }

  private void refuseIfFull() throws IOException {
    if (full) {
      throw new IOException("No space left on device");
    }
  }

  private final class Limited extends JournalFile {
    Limited(JournalFile real) {
      super(real);
    }

    /** Half of it still fits, as a disk's last block does. */
    @Override
    void write(ByteBuffer from, long position) throws IOException {
      if (full) {
        super.write(from.limit(from.position() + from.remaining() / 2), position);
      }
      refuseIfFull();
      super.write(from, position);
    }
  }
}
