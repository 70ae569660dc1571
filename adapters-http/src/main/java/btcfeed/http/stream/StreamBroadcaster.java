package btcfeed.http.stream;

import btcfeed.application.observe.FeedSnapshot;
import btcfeed.application.observe.ObserveFeed;
import btcfeed.application.read.ReadRecords;
import btcfeed.domain.port.JournalPort;
import btcfeed.domain.time.Clock;
import btcfeed.http.answer.Moment;
import btcfeed.http.server.RareLog;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * Reads the journal once for all readers of the stream, on a thread of its own: encodes what is new
 * into the {@link StreamWindow}, looks after the verdict, wakes the readers, and sends those away
 * that do not read. Without readers it rests.
 */
final class StreamBroadcaster implements AutoCloseable {
  private static final long HEALTH_LOOK_NANOS = Duration.ofMillis(250).toNanos();
  private static final long HEALTH_EVERY_NANOS = Duration.ofSeconds(5).toNanos();

  /** Longest that a client may leave what is sent to it unread, before it is given up. */
  private static final long PATIENCE_NANOS = Duration.ofSeconds(10).toNanos();

  /** And before it is cut off, without having heard why. */
  private static final long END_OF_PATIENCE_NANOS = Duration.ofSeconds(15).toNanos();

  private static final long UNTIL_WOKEN = Duration.ofHours(1).toNanos();
  private static final int RECORDS_A_READ = 256;
  private static final int BYTES_A_READ = 64 * 1024;

  private final ReadRecords records;
  private final ObserveFeed feed;
  private final Clock clock;
  private final RareLog log;
  private final Set<StreamReader> readers = ConcurrentHashMap.newKeySet();
  private final Thread thread = Thread.ofVirtual().name("stream").unstarted(this::run);

  private volatile StreamWindow window = StreamWindow.NONE;
  private volatile StreamHealth health;
  private volatile boolean closed;
  private Optional<JournalPort.Reader> journal = Optional.empty();
  private long lookedNanos;

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

  /** From here on this one is woken when there is news. */
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

  /** The newest verdict; without an event before the first reader came. */
  StreamHealth health() {
    return health;
  }

  /** True once readers should finish. */
  boolean closed() {
    return closed;
  }

  /** Ends all readers, those that wait for their client too, and itself. */
  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
    readers.forEach(StreamReader::wake);
  }

  private void run() {
    while (!closed) {
      long rest;
      try {
        rest = step();
      } catch (RuntimeException bug) {
        log.error("the stream begins anew", bug);
        forget();
        rest = HEALTH_LOOK_NANOS;
      }
      LockSupport.parkNanos(rest);
    }
    forget();
  }

  /**
   * One round: what is new, and a turn for each reader. Returns how long there is nothing to do.
   */
  private long step() {
    if (readers.isEmpty()) {
      forget();
      return UNTIL_WOKEN;
    }
    long began = clock.nanos();
    StreamPace pace = StreamPace.of(readers.size());
    boolean news = readJournal();
    news |= lookAtHealth();
    int turns = 0;
    for (StreamReader reader : readers) {
      if (turns > 0 && turns % pace.slice() == 0 && news && !closed) {
        LockSupport.parkNanos(pace.restNanos());
      }
      turn(reader, news);
      turns++;
    }
    return Math.max(0, pace.roundNanos() - (clock.nanos() - began));
  }

  private void turn(StreamReader reader, boolean news) {
    long now = clock.nanos();
    if (reader.stalled(now, END_OF_PATIENCE_NANOS)) {
      reader.cutOff();
    } else if (reader.stalled(now, PATIENCE_NANOS)) {
      reader.giveUp();
    } else if (news) {
      reader.wake();
    }
  }

  /** True if there was something. */
  private boolean readJournal() {
    if (journal.isEmpty()) {
      journal = Optional.of(records.followNewest(StreamWindow.MAX_EVENTS));
    }
    JournalPort.Reader reader = journal.get();
    // No more at once than fits, so that readers see it before it is gone.
    int most = StreamWindow.MAX_EVENTS / RECORDS_A_READ;
    for (int reads = 0; reads < most; reads++) {
      switch (reader.next(RECORDS_A_READ, BYTES_A_READ)) {
        case JournalPort.Read.Records(var batch) ->
            window = window.plus(StreamChunk.of(batch, _ -> true));
        // Whoever stands before the hole finds it in the journal.
        case JournalPort.Read.Lost _ -> window = StreamWindow.NONE;
        case JournalPort.Read.AtEnd() -> {
          return reads > 0;
        }
      }
    }
    return true;
  }

  /** True if there is a verdict to tell. */
  private boolean lookAtHealth() {
    Moment now = Moment.of(clock);
    boolean first = health.number() == 0;
    if (!first && now.nanos() - lookedNanos < HEALTH_LOOK_NANOS) {
      return false;
    }
    lookedNanos = now.nanos();
    FeedSnapshot snapshot = feed.snapshot();
    if (first || health.differs(snapshot) || now.nanos() - health.atNanos() >= HEALTH_EVERY_NANOS) {
      health = StreamHealth.of(health.number() + 1, snapshot, now);
      return true;
    }
    return false;
  }

  private void forget() {
    journal.ifPresent(JournalPort.Reader::close);
    journal = Optional.empty();
    window = StreamWindow.NONE;
  }
}
