package btcfeed.bootstrap.export;

import btcfeed.api.TickFile;
import btcfeed.domain.journal.Entry;
import btcfeed.domain.journal.JournalEvent;
import btcfeed.domain.sink.SinkRecord;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Copies the wanted ticks of a source into a file. The file gets its name when it is complete and
 * on the disk; before that, and after a failure, there is none.
 */
public final class TickExport {
  private final ExportOptions options;
  private final Format format;
  private final BiConsumer<Long, Instant> progress;
  private long written;

  /** How files are written. */
  @FunctionalInterface
  public interface Format {
    TickFile create(Path file) throws IOException;

    /** Comma-separated values. */
    static Format csv() {
      return CsvTickFile::new;
    }
  }

  /**
   * @param ticks written
   * @param unreadable places of the source that could not be read
   */
  public record Result(long ticks, long unreadable) {}

  /**
   * @param progress gets the number of ticks, and the time up to which the source is read, often
   */
  public TickExport(ExportOptions options, Format format, BiConsumer<Long, Instant> progress) {
    this.options = options;
    this.format = format;
    this.progress = progress;
  }

  /** Writes the file. */
  public Result from(TickSource source) throws IOException {
    Path out = options.out().toAbsolutePath();
    if (Files.exists(out)) {
      throw new FileAlreadyExistsException(out + " exists; an export overwrites nothing");
    }
    Path hidden = out.resolveSibling("." + out.getFileName() + ".unfinished");
    Files.deleteIfExists(hidden);
    try {
      long unreadable;
      try (TickFile file = format.create(hidden)) {
        unreadable = source.readAfter(options.after(), entries -> add(entries, file));
        file.complete();
      }
      force(hidden);
      Files.move(hidden, out, StandardCopyOption.ATOMIC_MOVE);
      return new Result(written, unreadable);
    } finally {
      Files.deleteIfExists(hidden);
    }
  }

  private void add(List<Entry> entries, TickFile file) throws IOException {
    for (Entry entry : entries) {
      if (entry.event() instanceof JournalEvent.Ticked(var tick) && options.wants(tick)) {
        file.add(new SinkRecord.Tick(entry.id(), tick));
        written++;
      }
    }
    progress.accept(written, Instant.ofEpochMilli(entries.getLast().id().ms()));
  }

  private static void force(Path file) throws IOException {
    try (FileChannel open = FileChannel.open(file, StandardOpenOption.WRITE)) {
      open.force(true);
    }
  }
}
