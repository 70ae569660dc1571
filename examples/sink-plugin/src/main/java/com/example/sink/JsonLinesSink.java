package com.example.sink;

import btcfeed.domain.port.SinkPort;
import btcfeed.domain.sink.SinkBatch;
import btcfeed.domain.sink.SinkCursor;
import btcfeed.domain.sink.SinkRecord;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file with one record per line. Behind the records of each batch comes a line with the cursor.
 * It completes the batch: what stands behind the last such line was cut, and a claim removes it.
 *
 * <p>A claim adds such a line, too. So a writer finds the file longer than it left it if another
 * one has claimed it. Two writers must not write at the same moment: this check is no lock.
 */
final class JsonLinesSink implements SinkPort {
  private static final long UNCLAIMED = -1;

  private final Path path;
  private final Pace pace;
  private long end = UNCLAIMED;
  private SinkCursor cursor = SinkCursor.START;
  private boolean closed;

  JsonLinesSink(Path path, Pace pace) {
    this.path = path;
    this.pace = pace;
  }

  @Override
  public synchronized Answer position() {
    return attempt(
        () -> new Answer.At(Files.exists(path) ? Contents.of(path).cursor() : SinkCursor.START));
  }

  @Override
  public synchronized Answer claim(long epoch) {
    return attempt(
        () -> {
          Contents contents = Files.exists(path) ? Contents.of(path) : Contents.EMPTY;
          if (epoch < contents.epoch()) {
            return new Answer.Fenced("a leader with epoch " + contents.epoch() + " has the file");
          }
          return continueAt(contents.length(), "", epoch, contents.cursor());
        });
  }

  @Override
  public synchronized Answer rewind(SinkCursor to) {
    return attempt(
        () -> {
          if (isTaken()) {
            return fenced();
          }
          Contents contents = Contents.of(path);
          return continueAt(contents.lengthUpTo(to.after(), path), "", contents.epoch(), to);
        });
  }

  @Override
  public synchronized Answer write(SinkBatch batch) {
    return attempt(
        () -> {
          if (isTaken()) {
            return fenced();
          }
          StringBuilder lines = new StringBuilder();
          for (SinkRecord record : batch.records()) {
            lines.append(JsonLine.of(record)).append('\n');
          }
          return continueAt(end, lines.toString(), batch.epoch(), batch.cursor());
        });
  }

  @Override
  public synchronized Answer flush(boolean now) {
    return attempt(() -> isTaken() ? fenced() : new Answer.At(cursor));
  }

  @Override
  public Pace pace() {
    return pace;
  }

  @Override
  public synchronized void close() {
    closed = true;
  }

  /** Cuts the file there, and appends these lines and a cursor. */
  private Answer continueAt(long length, String lines, long epoch, SinkCursor at)
      throws IOException {
    byte[] bytes = (lines + JsonLine.of(at, epoch) + '\n').getBytes(StandardCharsets.UTF_8);
    end = UNCLAIMED;
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
      file.setLength(length);
      file.seek(length);
      file.write(bytes);
      file.getFD().sync();
    }
    end = length + bytes.length;
    cursor = at;
    return new Answer.At(at);
  }

  private boolean isTaken() throws IOException {
    return end == UNCLAIMED || Files.size(path) != end;
  }

  private static Answer fenced() {
    return new Answer.Fenced("another writer has claimed the file");
  }

  private interface Attempt {
    Answer make() throws IOException;
  }

  private Answer attempt(Attempt attempt) {
    if (closed) {
      return new Answer.Failed("the sink is closed");
    }
    try {
      return attempt.make();
    } catch (IOException failed) {
      return new Answer.Failed("the file cannot be used: " + failed);
    }
  }
}
