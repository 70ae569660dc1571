package btcfeed.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * The journal's name and its last writer epoch, both kept in the directory.
 *
 * @param epoch grows with each time a writer takes one
 */
record JournalIdentity(String instance, long epoch) {
  private static final String FILE = "identity";
  private static final int MAX_LENGTH = 64;

  JournalIdentity {
    boolean plain = instance.chars().allMatch(c -> c > ' ' && c < 127);
    if (instance.isEmpty() || instance.length() > MAX_LENGTH || !plain) {
      throw new IllegalArgumentException("an instance name is 1 to 64 printable characters");
    }
  }

  /** Reads the directory's identity, or creates one with this name. */
  static JournalIdentity load(Path directory, String fresh, Disk disk) throws IOException {
    Path file = directory.resolve(FILE);
    if (!Files.exists(file)) {
      return new JournalIdentity(fresh, 0).store(directory, disk);
    }
    List<String> lines = Files.readAllLines(file, StandardCharsets.ISO_8859_1);
    try {
      return new JournalIdentity(lines.get(0), Long.parseLong(lines.get(1)));
    } catch (IllegalArgumentException | IndexOutOfBoundsException garbled) {
      throw new IOException(
          file + " is damaged (" + garbled.getMessage() + "); delete it to begin a new identity",
          garbled);
    }
  }

  /** With the next epoch: {@code wallMs}, or one more than the last if that is higher. */
  JournalIdentity next(long wallMs) {
    return new JournalIdentity(instance, Math.max(epoch + 1, wallMs));
  }

  /** Stores it in one step; on return it survives a power cut. */
  JournalIdentity store(Path directory, Disk disk) throws IOException {
    Path draft = directory.resolve(FILE + ".new");
    try (JournalFile file = disk.create(draft)) {
      byte[] text = (instance + "\n" + epoch + "\n").getBytes(StandardCharsets.US_ASCII);
      file.write(ByteBuffer.wrap(text), 0);
      file.force();
    }
    Files.move(draft, directory.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
    disk.forceDirectory(directory);
    return this;
  }
}
