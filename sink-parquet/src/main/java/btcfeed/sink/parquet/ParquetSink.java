package btcfeed.sink.parquet;

import btcfeed.domain.port.SinkPort;
import btcfeed.domain.sink.SinkBatch;
import btcfeed.domain.sink.SinkCursor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.apache.parquet.ParquetRuntimeException;

/**
 * Writes ticks and gaps to Parquet files.
 *
 * <p>An {@link OpenRound} collects records in files with hidden names. When it is due, its files
 * are completed, get their names, and then the file {@code cursor} moves. After a crash between the
 * two, the next {@link #claim} removes every record after the cursor, so each record is there once.
 *
 * <p>Each claim has a number, which the file {@code cursor} keeps. A writer completes a round only
 * while that number is its own; it holds a file lock meanwhile.
 */
final class ParquetSink implements SinkPort {
  private static final Pace PACE = new Pace(8_192, Duration.ofMillis(500));

  private final SinkFolder folder;
  private final Limits limits;
  private final LongSupplier nanoTime;

  /** Held by the call that runs, so that {@link #close} deletes no file under it. */
  private final ReentrantLock calls = new ReentrantLock();

  private volatile boolean closed;
  private Optional<FolderState> claimed = Optional.empty();
  private Optional<OpenRound> round = Optional.empty();

  ParquetSink(Path root, Limits limits, LongSupplier nanoTime) {
    folder = new SinkFolder(root);
    this.limits = limits;
    this.nanoTime = nanoTime;
  }

  @Override
  public Answer position() {
    return call(() -> new Answer.At(folder.state().cursor()));
  }

  @Override
  public Answer claim(long epoch) {
    return call(
        () -> {
          drop();
          folder.create();
          return folder.locked(_ -> claimLocked(epoch));
        });
  }

  private Answer claimLocked(long epoch) throws IOException {
    FolderState found = folder.state();
    if (epoch < found.epoch()) {
      return new Answer.Fenced("a writer with epoch " + found.epoch() + " has claimed the folder");
    }
    FolderState ours = found.claimed(epoch);
    folder.save(ours);
    new Cleaner(folder.root(), ours).clean();
    claimed = Optional.of(ours);
    return new Answer.At(ours.cursor());
  }

  @Override
  public Answer rewind(SinkCursor to) {
    return change(
        ours -> {
          round.ifPresent(OpenRound::discard);
          round = Optional.empty();
          return folder.locked(_ -> moveLocked(ours, to));
        });
  }

  private Answer moveLocked(FolderState ours, SinkCursor to) throws IOException {
    Optional<Answer> refused = refusal(ours);
    if (refused.isPresent()) {
      return refused.get();
    }
    FolderState next = ours.at(to);
    folder.save(next);
    new Cleaner(folder.root(), next).clean();
    claimed = Optional.of(next);
    return new Answer.At(to);
  }

  @Override
  public Answer write(SinkBatch batch) {
    return change(
        ours -> {
          OpenRound open =
              round.orElseGet(
                  () ->
                      new OpenRound(
                          folder.root(), ours.claim(), ours.cursor(), nanoTime.getAsLong()));
          round = Optional.of(open);
          open.add(batch);
          return completeIf(open.isDue(nanoTime.getAsLong(), limits), ours);
        });
  }

  @Override
  public Answer flush(boolean now) {
    return change(
        ours ->
            completeIf(
                round.filter(it -> now || it.isDue(nanoTime.getAsLong(), limits)).isPresent(),
                ours));
  }

  private Answer completeIf(boolean due, FolderState ours) throws IOException {
    if (!due || round.isEmpty()) {
      return new Answer.At(ours.cursor());
    }
    OpenRound complete = round.get();
    complete.finish();
    return folder.locked(_ -> publishLocked(complete, ours));
  }

  private Answer publishLocked(OpenRound complete, FolderState ours) throws IOException {
    Optional<Answer> refused = refusal(ours);
    if (refused.isPresent()) {
      return refused.get();
    }
    complete.publish();
    FolderState next = ours.at(complete.cursor());
    folder.save(next);
    claimed = Optional.of(next);
    round = Optional.empty();
    return new Answer.At(next.cursor());
  }

  private Optional<Answer> refusal(FolderState ours) throws IOException {
    FolderState found = folder.state();
    return found.claim() == ours.claim()
        ? Optional.empty()
        : Optional.of(
            new Answer.Fenced(
                "a writer with epoch " + found.epoch() + " has claimed the folder since"));
  }

  /** After anything but success, what is open is dropped: the caller claims again. */
  private Answer change(Change change) {
    return call(
        () ->
            claimed.isPresent()
                ? change.run(claimed.get())
                : new Answer.Failed("the sink is not claimed"));
  }

  private Answer call(Call call) {
    calls.lock();
    Answer answer = new Answer.Failed("the sink is closed");
    try {
      if (!closed) {
        answer = call.run();
      }
    } catch (IOException | UncheckedIOException | ParquetRuntimeException fault) {
      answer = new Answer.Failed(DiskFault.text(fault));
    } finally {
      if (closed || !(answer instanceof Answer.At)) {
        drop();
      }
      calls.unlock();
    }
    return answer;
  }

  private void drop() {
    round.ifPresent(OpenRound::discard);
    round = Optional.empty();
    claimed = Optional.empty();
  }

  @Override
  public Pace pace() {
    return PACE;
  }

  /** A call that still runs drops the open files itself. */
  @Override
  public void close() {
    closed = true;
    if (calls.tryLock()) {
      try {
        drop();
      } finally {
        calls.unlock();
      }
    }
  }

  /** A call of the port. */
  private interface Call {
    Answer run() throws IOException;
  }

  /** A call of the port after a claim. */
  private interface Change {
    Answer run(FolderState ours) throws IOException;
  }
}
