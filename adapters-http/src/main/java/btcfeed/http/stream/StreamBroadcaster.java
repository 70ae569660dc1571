package btcfeed.http.stream;

import btcfeed.application.observe.FeedSnapshot;
import btcfeed.application.observe.ObserveFeed;
import btcfeed.application.read.ReadRecords;
import btcfeed.domain.port.JournalPort;
import btcfeed.domain.time.Clock;
import btcfeed.http.response.Moment;
import btcfeed.http.server.RareLog;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * Reads the journal once for all readers of the stream, on its own thread.
 *
 * <p>It encodes new records into the {@link StreamWindow}, checks the health status, wakes readers
 * and ends those that do not read. Without readers it waits.
 */
final class StreamBroadcaster implements AutoCloseable {
  private static final long HEALTH_CHECK_NANOS = Duration.ofMillis(250).toNanos();
  private static final long HEALTH_EVENT_NANOS = Duration.ofSeconds(5).toNanos();

  /** A client that does not read for this long gets the {@code dropped} event. */
  private static final long DROP_AFTER_NANOS = Duration.ofSeconds(10).toNanos();

  /** A client that does not read for this long is disconnected. */
  private static final long DISCONNECT_AFTER_NANOS = Duration.ofSeconds(15).toNanos();

  private static final long UNTIL_WOKEN = Duration.ofHours(1).toNanos();
  private static final int RECORDS_PER_READ = 256;
  private static final int BYTES_PER_READ = 64 * 1024;

  private final ReadRecords records;
  private final ObserveFeed feed;
  private final Clock clock;
  private final RareLog log;
  private final Set<StreamReader> readers = ConcurrentHashMap.newKeySet();
  private final Thread thread = Thread.ofVirtual().name("stream").unstarted(this::run);

  private volatile StreamWindow window = StreamWindow.EMPTY;
  private volatile StreamHealth health;
  private volatile boolean closed;
  private Optional<JournalPort.Reader> journal = Optional.empty();
  private long checkedNanos;

  StreamBroadcaster(ReadRecords records, ObserveFeed feed, Clock clock) {
    this.records = records;
    this.feed = feed;
    this.clock = clock;
    this.log = new RareLog(clock);
    this.health = new StreamHealth(0, clock.nanos(), List.of(), "");
  }

  void start() {
    thread.start();
  }

  /** Wakes this reader from now on when there is something new. */
  void join(StreamReader reader) {
    readers.add(reader);
    LockSupport.unpark(thread);
  }

  void leave(StreamReader reader) {
    readers.remove(reader);
  }

  StreamWindow window() {
    return window;
  }

  /** The newest health status; number 0 before the first reader. */
  StreamHealth health() {
    return health;
  }

  /** True once readers must finish. */
  boolean closed() {
    return closed;
  }

  /** Ends all readers and the broadcaster. */
  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
    readers.forEach(StreamReader::wake);
  }

  private void run() {
    while (!closed) {
      long pauseNanos;
      try {
        pauseNanos = step();
      } catch (RuntimeException bug) {
        log.error("the stream failed and restarts", bug);
        reset();
        pauseNanos = HEALTH_CHECK_NANOS;
      }
      LockSupport.parkNanos(pauseNanos);
    }
    reset();
  }

  /** Reads what is new and serves every reader; returns the pause until the next round. */
  private long step() {
    if (readers.isEmpty()) {
      reset();
      return UNTIL_WOKEN;
    }
    long began = clock.nanos();
    StreamPace pace = StreamPace.of(readers.size());
    boolean news = readJournal();
    news |= checkHealth();
    int served = 0;
    for (StreamReader reader : readers) {
      if (served > 0 && served % pace.slice() == 0 && news && !closed) {
        LockSupport.parkNanos(pace.restNanos());
      }
      serve(reader, news);
      served++;
    }
    return Math.max(0, pace.roundNanos() - (clock.nanos() - began));
  }

  private void serve(StreamReader reader, boolean news) {
    long now = clock.nanos();
    if (reader.stalled(now, DISCONNECT_AFTER_NANOS)) {
      reader.disconnect();
    } else if (reader.stalled(now, DROP_AFTER_NANOS)) {
      reader.dropSlow();
    } else if (news) {
      reader.wake();
    }
  }

  /** Returns true if there were new records. */
  private boolean readJournal() {
    if (journal.isEmpty()) {
      journal = Optional.of(records.followNewest(StreamWindow.MAX_EVENTS));
    }
    JournalPort.Reader reader = journal.get();
    // At most one window at a time, so that readers see every chunk before it leaves the window.
    int most = StreamWindow.MAX_EVENTS / RECORDS_PER_READ;
    for (int reads = 0; reads < most; reads++) {
      switch (reader.next(RECORDS_PER_READ, BYTES_PER_READ)) {
        case JournalPort.Read.Records(var batch) ->
            window = window.plus(StreamChunk.of(batch, _ -> true));
        // A reader positioned before the lost part finds the loss in the journal itself.
        case JournalPort.Read.Lost _ -> window = StreamWindow.EMPTY;
        case JournalPort.Read.AtEnd() -> {
          return reads > 0;
        }
      }
    }
    return true;
  }

  /** Returns true if there is a health status to send. */
  private boolean checkHealth() {
    Moment now = Moment.of(clock);
    boolean first = health.number() == 0;
    if (!first && now.nanos() - checkedNanos < HEALTH_CHECK_NANOS) {
      return false;
    }
    checkedNanos = now.nanos();
    FeedSnapshot snapshot = feed.snapshot();
    if (first || health.differs(snapshot) || now.nanos() - health.atNanos() >= HEALTH_EVENT_NANOS) {
      health = StreamHealth.of(health.number() + 1, snapshot, now);
      return true;
    }
    return false;
  }

  private void reset() {
    journal.ifPresent(JournalPort.Reader::close);
    journal = Optional.empty();
    window = StreamWindow.EMPTY;
  }
}
