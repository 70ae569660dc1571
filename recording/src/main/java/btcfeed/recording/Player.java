package btcfeed.recording;

import btcfeed.configuration.CannotStart;
import btcfeed.domain.line.LineId;
import btcfeed.domain.market.Symbol;
import btcfeed.domain.port.LinePort;
import btcfeed.domain.time.Clock;
import btcfeed.exchange.codec.VenueCodec;
import btcfeed.exchange.line.ReplayLine;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Plays a tape through lines of its own: every event, in the order of the file. One thread plays
 * all lines, so that the same tape always gives the same order.
 *
 * <p>A recorded connection waits until the service has opened its line. A message waits until the
 * service has taken the one before.
 */
public final class Player implements AutoCloseable {
  /** Longer than the pause between two attempts to open a line. */
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private static final List<String> LETTERS = List.of("a", "b");

  private final Tape tape;
  private final Speed speed;
  private final Clock clock;
  private final Map<LineId, ReplayLine> lines = new LinkedHashMap<>();
  private final Thread thread = Thread.ofPlatform().daemon().name("player").unstarted(this::play);
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final CountDownLatch done = new CountDownLatch(1);
  private final List<String> notes = new ArrayList<>();
  private final AtomicLong messages = new AtomicLong();
  private final AtomicLong lost = new AtomicLong();
  private volatile boolean whole;
  private boolean timed;
  private long firstUs;
  private long firstNanos;

  /**
   * Makes the lines; nothing is played yet.
   *
   * @param codecs the codec of a venue, asked for the markets that were recorded
   */
  public Player(Tape tape, Codecs codecs, Speed speed, Clock clock) {
    this.tape = tape;
    this.speed = speed;
    this.clock = clock;
    for (RecordingHeader.Listened listened : tape.heading().venues()) {
      VenueCodec codec = codecs.of(listened.venue().name(), listened.symbols());
      for (String letter : LETTERS.subList(0, listened.lines())) {
        ReplayLine line = new ReplayLine(codec, letter, clock);
        lines.put(line.id(), line);
      }
    }
  }

  /** Makes the codecs of venues. */
  public interface Codecs {
    /** A codec for these markets; throws {@code IllegalArgumentException} if there is none. */
    VenueCodec of(String venue, List<Symbol> symbols);
  }

  /**
   * The result of playing it.
   *
   * @param lost messages that the recorder counted as lost
   * @param whole true if it was played to its end, or to where the file is torn
   * @param notes the faults of the files, a sentence each
   */
  public record Played(long messages, long lost, boolean whole, List<String> notes) {}

  /** The lines that it plays, those of one venue next to each other. */
  public List<LinePort> lines() {
    return List.copyOf(lines.values());
  }

  /** Starts to play. Once. */
  public void start() {
    thread.start();
  }

  /** Messages played so far. Any thread. */
  public long messages() {
    return messages.get();
  }

  /** Waits until everything is played; empty if that takes longer. */
  public Optional<Played> await(Duration patience) throws InterruptedException {
    return done.await(patience.toNanos(), TimeUnit.NANOSECONDS)
        ? Optional.of(new Played(messages.get(), lost.get(), whole, List.copyOf(notes)))
        : Optional.empty();
  }

  /** Stops playing. */
  @Override
  public void close() {
    stopped.countDown();
    lines.values().forEach(ReplayLine::end);
    thread.interrupt();
  }

  private void play() {
    try {
      for (int i = 0; i < tape.files().size(); i++) {
        Path file = tape.files().get(i);
        if (i > 0 && !RecordingFiles.follows(tape.files().get(i - 1), file)) {
          // No line was open between two recordings.
          lines.values().forEach(ReplayLine::closedAll);
        }
        if (!play(file)) {
          return;
        }
      }
      whole = true;
    } catch (InterruptedException _) {
      notes.add("it was not played to the end");
    } finally {
      lines.values().forEach(ReplayLine::end);
      done.countDown();
    }
  }

  private boolean play(Path file) throws InterruptedException {
    try (RecordingReader reader = RecordingReader.open(file)) {
      boolean heard = play(reader);
      reader.torn().ifPresent(why -> notes.add(file + ": " + why));
      if (reader.damagedLines() > 0) {
        notes.add(file + ": " + reader.damagedLines() + " lines could not be read");
      }
      return heard;
    } catch (CannotStart refused) {
      notes.add(refused.getMessage());
      return true;
    }
  }

  private boolean play(RecordingReader reader) throws InterruptedException {
    for (Optional<RecordedEvent> next = reader.next(); next.isPresent(); next = reader.next()) {
      RecordedEvent recorded = next.get();
      waitFor(recorded.timeUs());
      goOn();
      Optional<ReplayLine> line = Optional.ofNullable(lines.get(recorded.line()));
      if (line.isPresent() && !play(recorded, line.get())) {
        goOn();
        notes.add("nobody listened to " + recorded.line() + " for " + PATIENCE.toSeconds() + " s");
        return false;
      }
    }
    return true;
  }

  private boolean play(RecordedEvent recorded, ReplayLine line) throws InterruptedException {
    int connection = recorded.connection();
    RecordedEvent.Kind kind = recorded.kind();
    byte[] payload = recorded.payload();
    return switch (kind) {
      case OPENED -> line.opened(connection, PATIENCE);
      case TEXT, BINARY -> {
        messages.incrementAndGet();
        yield line.message(connection, payload, kind.binary(), recorded.timeUs(), PATIENCE);
      }
      case CUT_TEXT, CUT_BINARY -> {
        messages.incrementAndGet();
        yield line.cut(connection, payload, kind.binary(), recorded.timeUs(), PATIENCE);
      }
      case CLOSED -> {
        line.closed(connection);
        yield true;
      }
      case LOST -> {
        lost.addAndGet(count(recorded));
        yield true;
      }
    };
  }

  private void goOn() throws InterruptedException {
    if (stopped.getCount() == 0) {
      throw new InterruptedException();
    }
  }

  private static long count(RecordedEvent recorded) {
    try {
      return Long.parseLong(new String(recorded.payload(), StandardCharsets.US_ASCII));
    } catch (NumberFormatException _) {
      return 1;
    }
  }

  private void waitFor(long timeUs) throws InterruptedException {
    if (!timed) {
      timed = true;
      firstUs = timeUs;
      firstNanos = clock.nanos();
    }
    long wait = firstNanos + speed.nanosAfter(timeUs - firstUs) - clock.nanos();
    if (wait > 0 && stopped.await(wait, TimeUnit.NANOSECONDS)) {
      throw new InterruptedException();
    }
  }
}
