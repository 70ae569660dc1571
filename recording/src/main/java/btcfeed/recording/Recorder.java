package btcfeed.recording;

import btcfeed.configuration.CannotStart;
import btcfeed.domain.line.LineId;
import btcfeed.domain.time.Clock;
import btcfeed.exchange.line.FrameTap;
import btcfeed.recording.RecordedEvent.Kind;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * Writes the messages that lines receive into files, in a thread of its own.
 *
 * <p>A line never waits for the disk. Messages wait in memory up to a limit; further ones are lost,
 * and so is what the disk refuses. Lost messages are counted, and the recording has their number at
 * their place. A message can be read back within a second, also after {@code kill -9}.
 */
public final class Recorder implements FrameTap, AutoCloseable {
  private static final long FLUSH_NANOS = Duration.ofMillis(500).toNanos();
  private static final long RETRY_NANOS = Duration.ofSeconds(1).toNanos();
  private static final int MOST_UNFLUSHED = 4_096;
  private static final long LOOK_MS = 100;
  private static final Duration LAST_WORDS = Duration.ofSeconds(5);

  private final RotatingFiles files;
  private final RecordingLimits limits;
  private final Clock clock;
  // Bounded by the bytes that wait. Events without bytes are as rare as connections.
  private final LinkedBlockingQueue<RecordedEvent> waiting = new LinkedBlockingQueue<>();
  private final AtomicLong waitingBytes = new AtomicLong();
  private final Map<LineId, AtomicLong> connections = new ConcurrentHashMap<>();
  private final LongAdder messages = new LongAdder();
  private final LongAdder bytes = new LongAdder();
  private final LongAdder lost = new LongAdder();
  private final Thread thread;

  private volatile Optional<String> trouble = Optional.empty();
  private volatile long packed;
  private volatile boolean closing;
  private final List<RecordedEvent> unflushed = new ArrayList<>();
  private long flushedNanos;
  private long brokenNanos;

  private Recorder(RotatingFiles files, RecordingLimits limits, Clock clock) {
    this.files = files;
    this.limits = limits;
    this.clock = clock;
    this.flushedNanos = clock.nanos();
    this.thread = Thread.ofPlatform().daemon().name("recorder").unstarted(this::write);
  }

  /**
   * The progress of a recording.
   *
   * @param messages written or waiting
   * @param bytes of their payloads
   * @param packedBytes on the disk
   * @param lost messages that were received and are not in the recording
   * @param trouble with the disk, while it lasts
   */
  public record Progress(
      long messages, long bytes, long packedBytes, long lost, Optional<String> trouble) {}

  /** Begins a recording. It never overwrites a file. */
  public static Recorder begin(
      Path file, List<RecordingHeader.Listened> venues, RecordingLimits limits, Clock clock)
      throws CannotStart {
    List<Path> there = RecordingFiles.of(file);
    if (!there.isEmpty()) {
      throw new CannotStart(there.getFirst() + " is there already; recordings are kept");
    }
    RecordingHeader heading = new RecordingHeader(clock.wallUs(), venues);
    return begin(new RotatingFiles(file, heading, limits, clock), limits, clock);
  }

  /** Begins one in these files. */
  static Recorder begin(RotatingFiles files, RecordingLimits limits, Clock clock)
      throws CannotStart {
    Recorder recorder = new Recorder(files, limits, clock);
    try {
      files.flush();
    } catch (IOException failed) {
      throw new CannotStart("no recording can be written: " + why(failed));
    }
    recorder.thread.start();
    return recorder;
  }

  private static String why(IOException failed) {
    return failed instanceof NoSuchFileException missing
        ? "there is no folder for " + missing.getFile()
        : failed instanceof AccessDeniedException denied
            ? "no permission for " + denied.getFile()
            : String.valueOf(failed.getMessage());
  }

  @Override
  public Tapped opened(LineId line, long timeUs) {
    int connection =
        (int) connections.computeIfAbsent(line, _ -> new AtomicLong()).incrementAndGet();
    waiting.add(RecordedEvent.of(timeUs, line, connection, Kind.OPENED, ""));
    return new Ear(line, connection);
  }

  /** Its progress. Any thread. */
  public Progress progress() {
    return new Progress(messages.sum(), bytes.sum(), packed, lost.sum(), trouble);
  }

  /** Writes what waits, for at most five seconds, and closes the file. */
  @Override
  public void close() {
    closing = true;
    try {
      thread.join(LAST_WORDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void write() {
    boolean more = true;
    while (more) {
      try {
        Optional<RecordedEvent> next =
            Optional.ofNullable(waiting.poll(LOOK_MS, TimeUnit.MILLISECONDS));
        more = next.isPresent() || !closing;
        next.ifPresent(this::write);
        flushWhenDue();
      } catch (InterruptedException _) {
        more = false;
      }
    }
    try {
      files.close();
    } catch (IOException failed) {
      trouble = Optional.of(failed.toString());
    }
    packed = files.packedBytes();
  }

  private void write(RecordedEvent next) {
    waitingBytes.addAndGet(-next.payload().length);
    if (trouble.isPresent() && clock.nanos() - brokenNanos < RETRY_NANOS) {
      missed(next);
      return;
    }
    try {
      unflushed.add(next);
      files.write(next);
      trouble = Optional.empty();
    } catch (IOException failed) {
      broken(failed);
    }
  }

  private void missed(RecordedEvent next) {
    files.missed(next);
    if (next.message()) {
      lost.increment();
    }
  }

  private void flushWhenDue() {
    long now = clock.nanos();
    boolean due = now - flushedNanos >= FLUSH_NANOS || unflushed.size() >= MOST_UNFLUSHED;
    if (!due || trouble.isPresent()) {
      return;
    }
    flushedNanos = now;
    try {
      files.flush();
      unflushed.clear();
    } catch (IOException failed) {
      broken(failed);
    }
    packed = files.packedBytes();
  }

  /** Counts as lost what was not flushed: how much of it is on the disk is unknown. */
  private void broken(IOException failed) {
    unflushed.forEach(this::missed);
    unflushed.clear();
    trouble = Optional.of(failed.toString());
    brokenNanos = clock.nanos();
  }

  /** Takes the messages of one connection. */
  private final class Ear implements Tapped {
    private final LineId line;
    private final int connection;
    private long missed;

    Ear(LineId line, int connection) {
      this.line = line;
      this.connection = connection;
    }

    @Override
    public void message(byte[] payload, boolean binary, long timeUs) {
      came(payload, binary ? Kind.BINARY : Kind.TEXT, timeUs);
    }

    @Override
    public void cut(byte[] beginning, boolean binary, long timeUs) {
      came(beginning, binary ? Kind.CUT_BINARY : Kind.CUT_TEXT, timeUs);
    }

    private void came(byte[] payload, Kind kind, long timeUs) {
      if (closing || waitingBytes.get() + payload.length > limits.waitingBytes()) {
        missed++;
        lost.increment();
        return;
      }
      confess(timeUs);
      waitingBytes.addAndGet(payload.length);
      messages.increment();
      bytes.add(payload.length);
      waiting.add(new RecordedEvent(timeUs, line, connection, kind, payload));
    }

    @Override
    public void closed(long timeUs) {
      confess(timeUs);
      waiting.add(RecordedEvent.of(timeUs, line, connection, Kind.CLOSED, ""));
    }

    private void confess(long timeUs) {
      if (missed > 0) {
        String count = Long.toString(missed);
        missed = 0;
        waiting.add(RecordedEvent.of(timeUs, line, connection, Kind.LOST, count));
      }
    }
  }
}
