package btcfeed.rehearsal.drill;

import btcfeed.api.PluginValues;
import btcfeed.api.SinkPlugin;
import btcfeed.configuration.FeedConfig;
import btcfeed.configuration.Secret;
import btcfeed.domain.port.SinkPort;
import btcfeed.domain.sink.SinkBatch;
import btcfeed.domain.sink.SinkCursor;
import btcfeed.domain.sink.SinkRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The sink of a drill: it keeps the ids of the trades, and stops answering on request. */
final class DrillSink implements SinkPlugin, SinkPort {
  private static final Pace PACE = new Pace(1_000, Duration.ZERO);

  private final List<String> tradeIds = new ArrayList<>();
  private SinkCursor cursor = SinkCursor.START;
  private boolean frozen;

  /** The sink in a configuration. */
  FeedConfig.Sink configured() {
    return new FeedConfig.Sink(name(), "drill://", new Secret("drill://"), this, PluginValues.NONE);
  }

  /** Each call waits for the thaw from now on. */
  synchronized void freeze() {
    frozen = true;
  }

  synchronized void thaw() {
    frozen = false;
    notifyAll();
  }

  /** The ids of all trades that it got, in order. */
  synchronized List<String> tradeIds() {
    return List.copyOf(tradeIds);
  }

  @Override
  public String name() {
    return "drill";
  }

  @Override
  public String description() {
    return "Counts the trades of a drill.";
  }

  @Override
  public String urlForm() {
    return "drill://";
  }

  @Override
  public Optional<String> complaint(String url) {
    return Optional.empty();
  }

  @Override
  public SinkPort open(SinkOrder order) {
    return this;
  }

  @Override
  public Answer position() {
    return flush(false);
  }

  @Override
  public Answer claim(long epoch) {
    return flush(false);
  }

  @Override
  public synchronized Answer rewind(SinkCursor to) {
    return new Answer.Failed("there is one instance, so no other one has continued its history");
  }

  @Override
  public synchronized Answer write(SinkBatch batch) {
    if (!answers()) {
      return new Answer.Failed("interrupted");
    }
    for (SinkRecord record : batch.records()) {
      if (record instanceof SinkRecord.Tick tick) {
        tradeIds.add(tick.tick().trade().id().text());
      }
    }
    cursor = batch.cursor();
    return new Answer.At(cursor);
  }

  @Override
  public synchronized Answer flush(boolean now) {
    return answers() ? new Answer.At(cursor) : new Answer.Failed("interrupted");
  }

  private synchronized boolean answers() {
    try {
      while (frozen) {
        wait();
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public Pace pace() {
    return PACE;
  }

  @Override
  public void close() {
    thaw();
  }
}
