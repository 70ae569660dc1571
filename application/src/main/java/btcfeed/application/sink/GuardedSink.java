package btcfeed.application.sink;

import btcfeed.domain.port.SinkPort;
import btcfeed.domain.sink.SinkBatch;
import btcfeed.domain.sink.SinkCursor;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * A sink of a plugin, whose unforeseen errors become answers. A plugin that was built for another
 * version of the service fails with a {@link LinkageError}. Details are of limited length.
 */
public final class GuardedSink implements SinkPort {
  private static final int LONGEST_DETAIL = 300;
  private static final Pace CAREFUL = new Pace(500, Duration.ZERO);

  private final SinkPort sink;

  private GuardedSink(SinkPort sink) {
    this.sink = sink;
  }

  /** Opens a sink; if that fails, each call of the result answers with the reason. */
  public static SinkPort open(Supplier<SinkPort> opening) {
    try {
      return new GuardedSink(opening.get());
    } catch (RuntimeException | LinkageError bug) {
      return new NotOpened(failed(bug));
    }
  }

  @Override
  public Answer position() {
    return guarded(sink::position);
  }

  @Override
  public Answer claim(long epoch) {
    return guarded(() -> sink.claim(epoch));
  }

  @Override
  public Answer rewind(SinkCursor to) {
    return guarded(() -> sink.rewind(to));
  }

  @Override
  public Answer write(SinkBatch batch) {
    return guarded(() -> sink.write(batch));
  }

  @Override
  public Answer flush(boolean now) {
    return guarded(() -> sink.flush(now));
  }

  @Override
  public Pace pace() {
    try {
      return sink.pace();
    } catch (RuntimeException | LinkageError bug) {
      return CAREFUL;
    }
  }

  @Override
  public void close() {
    try {
      sink.close();
    } catch (RuntimeException | LinkageError bug) {
      // The process ends, or the sink is not used any more: nothing is left to protect.
    }
  }

  private static Answer guarded(Supplier<Answer> call) {
    try {
      return switch (call.get()) {
        case Answer.At at -> at;
        case Answer.Failed(String detail) -> new Answer.Failed(limited(detail));
        case Answer.Fenced(String detail) -> new Answer.Fenced(limited(detail));
      };
    } catch (RuntimeException | LinkageError bug) {
      return failed(bug);
    }
  }

  private static Answer.Failed failed(Throwable bug) {
    return new Answer.Failed(limited("the plugin failed with " + bug));
  }

  private static String limited(String detail) {
    return detail.length() <= LONGEST_DETAIL ? detail : detail.substring(0, LONGEST_DETAIL) + "...";
  }

  /** A sink that could not be made. */
  private record NotOpened(Answer.Failed why) implements SinkPort {
    @Override
    public Answer position() {
      return why;
    }

    @Override
    public Answer claim(long epoch) {
      return why;
    }

    @Override
    public Answer rewind(SinkCursor to) {
      return why;
    }

    @Override
    public Answer write(SinkBatch batch) {
      return why;
    }

    @Override
    public Answer flush(boolean now) {
      return why;
    }

    @Override
    public Pace pace() {
      return CAREFUL;
    }

    @Override
    public void close() {
      // Nothing was opened.
    }
  }
}
