package btcfeed.recording;

import btcfeed.domain.line.LineId;
import btcfeed.domain.time.Clock;
import btcfeed.recording.RecordedEvent.Kind;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Writes a recording into one file after the other. Each file begins with the header and the open
 * connections, so that it can be played without those before it. One thread.
 *
 * <p>After a failure it leaves the file as it is, and the next call begins another.
 */
final class RotatingFiles implements AutoCloseable {
  /** Creates files; tests have another one. */
  interface Creator {
    OutputStream create(Path file) throws IOException;
  }

  /** Messages of one connection. */
  private record Missed(RecordedEvent first, long count) {}

  private final Path first;
  private final RecordingHeader heading;
  private final RecordingLimits limits;
  private final Clock clock;
  private final Creator creator;
  private final Map<String, RecordedEvent> open = new LinkedHashMap<>();
  private final Map<String, Missed> missed = new LinkedHashMap<>();
  private final Deque<Path> files = new ArrayDeque<>();
  private Optional<RecordingFile> current = Optional.empty();
  private int begun;
  private long packedBefore;

  RotatingFiles(Path first, RecordingHeader heading, RecordingLimits limits, Clock clock) {
    this(first, heading, limits, clock, RotatingFiles::create);
  }

  RotatingFiles(
      Path first, RecordingHeader heading, RecordingLimits limits, Clock clock, Creator creator) {
    this.first = first;
    this.heading = heading;
    this.limits = limits;
    this.clock = clock;
    this.creator = creator;
  }

  private static OutputStream create(Path file) throws IOException {
    return Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  }

  /** Writes an event. The caller reports to {@link #missed} what it fails to write. */
  void write(RecordedEvent recorded) throws IOException {
    try {
      RecordingFile file = file();
      confess(file, recorded.timeUs());
      file.write(recorded);
      remember(recorded);
    } catch (IOException failed) {
      giveUp();
      throw failed;
    }
  }

  /** Counts an event that will not be written; the recording gets the number once it can. */
  void missed(RecordedEvent recorded) {
    remember(recorded);
    if (recorded.message()) {
      missed.merge(
          recorded.connectionName(),
          new Missed(recorded, 1),
          (before, _) -> new Missed(before.first, before.count + 1));
    }
  }

  private void confess(RecordingFile file, long timeUs) throws IOException {
    for (Missed one : missed.values()) {
      LineId line = one.first.line();
      int connection = one.first.connection();
      file.write(RecordedEvent.of(timeUs, line, connection, Kind.LOST, Long.toString(one.count)));
    }
    missed.clear();
  }

  /** Begins the first file, or another after a failure, and flushes everything written so far. */
  void flush() throws IOException {
    try {
      file().flush();
    } catch (IOException failed) {
      giveUp();
      throw failed;
    }
  }

  /** All files so far, deleted ones included. */
  long packedBytes() {
    return packedBefore + current.map(RecordingFile::packedBytes).orElse(0L);
  }

  @Override
  public void close() throws IOException {
    if (current.isPresent()) {
      current.get().close();
    }
  }

  private void remember(RecordedEvent recorded) {
    switch (recorded.kind()) {
      case OPENED -> open.put(recorded.connectionName(), recorded);
      case CLOSED -> open.remove(recorded.connectionName());
      case TEXT, BINARY, CUT_TEXT, CUT_BINARY, LOST -> {}
    }
  }

  private RecordingFile file() throws IOException {
    if (current.isPresent() && current.get().packedBytes() >= limits.maxFileBytes()) {
      RecordingFile full = current.get();
      packedBefore += full.packedBytes();
      current = Optional.empty();
      full.close();
    }
    if (current.isEmpty()) {
      return begin();
    }
    return current.orElseThrow();
  }

  private RecordingFile begin() throws IOException {
    Path path = RecordingFiles.part(first, begun);
    OutputStream out = creator.create(path);
    begun++;
    files.addLast(path);
    long now = clock.wallUs();
    RecordingFile file;
    try {
      file = new RecordingFile(out, heading.at(now));
    } catch (IOException failed) {
      drop(out);
      throw failed;
    }
    current = Optional.of(file);
    for (RecordedEvent one : open.values()) {
      // Its payload distinguishes it from the opening itself, which an earlier file has.
      file.write(RecordedEvent.of(now, one.line(), one.connection(), Kind.OPENED, "continued"));
    }
    while (files.size() > limits.keep()) {
      Files.deleteIfExists(files.removeFirst());
    }
    return file;
  }

  private void giveUp() {
    Optional<RecordingFile> broken = current;
    current = Optional.empty();
    if (broken.isEmpty()) {
      return;
    }
    packedBefore += broken.get().packedBytes();
    if (broken.get().holdsSomething()) {
      quietly(broken.get());
    } else {
      // Otherwise each attempt on a full disk would delete an older file.
      drop(broken.get());
    }
  }

  private void drop(AutoCloseable file) {
    quietly(file);
    quietly(() -> Files.deleteIfExists(files.removeLast()));
  }

  private static void quietly(AutoCloseable file) {
    try {
      file.close();
    } catch (Exception _) {
      // It failed before; what was written until then can be read.
    }
  }
}
