package btcfeed.recording;

import btcfeed.configuration.CannotStart;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Reads one file of a recording, from its beginning to its end or to where it is torn. One thread.
 */
public final class RecordingReader implements AutoCloseable {
  // Longer than the longest message in Base64.
  private static final int MAX_LINE_BYTES = 256 << 20;
  private static final int MAX_HEADING_BYTES = 1 << 20;
  private static final int BUFFER_BYTES = 64 * 1024;

  private final InputStream in;
  private final RecordingHeader heading;
  private Optional<String> torn = Optional.empty();
  private long damagedLines;
  private boolean over;

  private RecordingReader(InputStream in, RecordingHeader heading) {
    this.in = in;
    this.heading = heading;
  }

  /** Opens a file and reads its heading. The error tells people what is wrong with the file. */
  public static RecordingReader open(Path file) throws CannotStart {
    if (Files.isDirectory(file)) {
      throw new CannotStart(file + " is a folder, not a recording");
    }
    try {
      return open(Files.newInputStream(file));
    } catch (NoSuchFileException _) {
      throw new CannotStart(file + ": there is no such file");
    } catch (AccessDeniedException _) {
      throw new CannotStart(file + " cannot be read: no permission");
    } catch (EOFException _) {
      throw new CannotStart(file + " ends before its first line does: nothing of it can be read");
    } catch (ZipException _) {
      throw new CannotStart(file + " is no recording: it is not packed by gzip");
    } catch (IOException failed) {
      throw new CannotStart(file + " cannot be read: " + failed.getMessage());
    } catch (IllegalArgumentException other) {
      throw new CannotStart(file + " is " + other.getMessage());
    }
  }

  private static RecordingReader open(InputStream raw) throws IOException {
    try {
      InputStream in = new BufferedInputStream(new GZIPInputStream(raw), BUFFER_BYTES);
      ByteArrayOutputStream first = new ByteArrayOutputStream();
      if (!line(in, first, MAX_HEADING_BYTES)) {
        throw new EOFException();
      }
      String heading = first.toString(StandardCharsets.ISO_8859_1);
      return new RecordingReader(in, RecordingFormat.parseHeading(heading));
    } catch (IOException | IllegalArgumentException refused) {
      raw.close();
      throw refused;
    }
  }

  /** Its header. */
  public RecordingHeader heading() {
    return heading;
  }

  /** The next event; empty at the end, and where the file is torn. */
  Optional<RecordedEvent> next() {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    while (!over) {
      line.reset();
      try {
        if (line(in, line, MAX_LINE_BYTES)) {
          Optional<RecordedEvent> recorded = RecordingFormat.parse(line.toByteArray());
          if (recorded.isPresent()) {
            return recorded;
          }
          damagedLines++;
        } else {
          over = true;
          tornIf(line.size() > 0, "inside a line", line.size());
        }
      } catch (IOException failed) {
        over = true;
        tornIf(true, failed.toString(), line.size());
      }
    }
    return Optional.empty();
  }

  /** What is missing at the end, in a sentence; empty if the file is whole. */
  public Optional<String> torn() {
    return torn;
  }

  /** How many lines were skipped because they are no events. */
  public long damagedLines() {
    return damagedLines;
  }

  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException _) {
      // It was only read, so nothing is lost.
    }
  }

  private void tornIf(boolean really, String why, int begun) {
    if (really) {
      torn =
          Optional.of(
              "it ends torn ("
                  + why
                  + "): "
                  + begun
                  + " bytes of an unfinished line, and what was not on the disk, are lost");
    }
  }

  /** Reads up to the end of a line; false if the file ends before that. */
  private static boolean line(InputStream in, ByteArrayOutputStream line, int most)
      throws IOException {
    for (int one = in.read(); one >= 0; one = in.read()) {
      if (one == '\n') {
        return true;
      }
      if (line.size() == most) {
        throw new IOException("a line of more than " + most + " bytes");
      }
      line.write(one);
    }
    return false;
  }
}
