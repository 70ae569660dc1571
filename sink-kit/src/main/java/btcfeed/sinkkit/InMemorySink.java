package btcfeed.sinkkit;

import btcfeed.domain.port.SinkPort;
import btcfeed.domain.sink.SinkBatch;
import btcfeed.domain.sink.SinkCursor;
import btcfeed.domain.sink.SinkRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A sink in memory, with the faults that a test gives it. Any thread. */
public final class InMemorySink implements SinkPort {
  private final Place place;
  private final Pace pace;
  private long epoch = Long.MIN_VALUE;
  private boolean closed;

  /** The memory that several writers share. */
  public static final class Place {
    private final List<SinkRecord> records = new ArrayList<>();
    private SinkCursor cursor = SinkCursor.START;
    private long epoch = Long.MIN_VALUE;
    private Trouble trouble = Trouble.NONE;

    /** Everything that was written, in this order. */
    public synchronized List<SinkRecord> records() {
      return List.copyOf(records);
    }

    public synchronized SinkCursor cursor() {
      return cursor;
    }

    /** From now on every call meets this. */
    public synchronized void trouble(Trouble next) {
      trouble = next;
    }
  }

  /** What a call meets. */
  public enum Trouble {
    NONE,
    /** Nothing happens, and the answer is a failure. */
    DOWN,
    /** It happens, and the answer is lost. */
    ANSWER_LOST
  }

  public InMemorySink(Place place) {
    this(place, new Pace(1_000, Duration.ZERO));
  }

  public InMemorySink(Place place, Pace pace) {
    this.place = place;
    this.pace = pace;
  }

  @Override
  public Answer position() {
    return call(() -> {});
  }

  @Override
  public Answer claim(long wanted) {
    synchronized (place) {
      if (wanted < place.epoch) {
        return new Answer.Fenced("a writer with epoch " + place.epoch + " has the sink");
      }
      return call(
          () -> {
            place.epoch = wanted;
            epoch = wanted;
          });
    }
  }

  @Override
  public Answer rewind(SinkCursor to) {
    return ifOurs(
        () -> {
          place.records.removeIf(record -> record.id().isAfter(to.after()));
          place.cursor = to;
        });
  }

  @Override
  public Answer write(SinkBatch batch) {
    return ifOurs(
        () -> {
          place.records.addAll(batch.records());
          place.cursor = batch.cursor();
        });
  }

  @Override
  public Answer flush(boolean now) {
    return ifOurs(() -> {});
  }

  private Answer ifOurs(Runnable change) {
    synchronized (place) {
      return epoch == place.epoch
          ? call(change)
          : new Answer.Fenced("a writer with epoch " + place.epoch + " has the sink");
    }
  }

  private Answer call(Runnable change) {
    synchronized (place) {
      if (closed || place.trouble == Trouble.DOWN) {
        return new Answer.Failed(closed ? "the sink is closed" : "the sink is down");
      }
      change.run();
      return place.trouble == Trouble.ANSWER_LOST
          ? new Answer.Failed("no answer")
          : new Answer.At(place.cursor);
    }
  }

  @Override
  public Pace pace() {
    return pace;
  }

  @Override
  public void close() {
    synchronized (place) {
      closed = true;
    }
  }
}
