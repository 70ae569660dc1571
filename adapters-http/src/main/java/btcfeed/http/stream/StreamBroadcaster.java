package btcfeed.http.stream;

import btcfeed.application.observe.FeedSnapshot;
import btcfeed.application.observe.ObserveFeed;
import btcfeed.application.read.ReadRecords;
import btcfeed.domain.port.JournalPort;
import btcfeed.domain.time.Clock;
import btcfeed.http.response.Accept;
import btcfeed.http.response.Moment;
import btcfeed.http.response.Problem;
import btcfeed.http.response.Response;
import btcfeed.http.server.HttpCounters;
import btcfeed.http.server.HttpCounters.Counted;
import btcfeed.http.server.HttpOptions;
import btcfeed.http.server.RareLog;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;

/**
 * Admits readers of {@code /api/v1/stream} and {@code /api/v1/ws}, with one limit for both, and
 * reads the journal once for all of them, on its own thread.
 *
 * <p>It encodes new records into the {@link StreamWindow}, checks the health status, wakes readers
 * and ends those that do not read. Without readers it waits.
 */
public final class StreamBroadcaster implements AutoCloseable {
  public static final String PATH = "/api/v1/stream";

  private static final String CONTENT_TYPE = "text/event-stream";

  /** Readers that read the journal themselves at the same time. */
  private static final int JOURNAL_PERMITS = 2;

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
  private final HttpCounters counters;
  private final RareLog log;
  private final Semaphore places;
  private final Semaphore journalPermits = new Semaphore(JOURNAL_PERMITS, true);
  private final Set<StreamReader> readers = ConcurrentHashMap.newKeySet();
  private final Thread thread = Thread.ofVirtual().name("stream").unstarted(this::run);

  private volatile StreamWindow window = StreamWindow.EMPTY;
  private volatile StreamHealth health;
  private volatile boolean closed;
  private Optional<JournalPort.Reader> journal = Optional.empty();
  private long checkedNanos;

  public StreamBroadcaster(
      ReadRecords records,
      ObserveFeed feed,
      Clock clock,
      HttpOptions options,
      HttpCounters counters) {
    this.records = records;
    this.feed = feed;
    this.clock = clock;
    this.counters = counters;
    this.places = new Semaphore(options.streamReaders());
    this.log = new RareLog(clock);
    this.health = new StreamHealth(0, clock.nanos(), List.of(), "");
  }

  public void start() {
    thread.start();
  }

  /** Responds to {@code GET /api/v1/stream}. */
  public Response respond(ServerRequest request) {
    if (Accept.of(request).choose(List.of(CONTENT_TYPE)).isEmpty()) {
      return Problem.NOT_ACCEPTABLE.response();
    }
    StreamQuery query =
        StreamQuery.parse(
            request.query(), request.headers().first(HeaderNames.create("Last-Event-ID")));
    return request.prologue().method().equals(Method.HEAD)
        ? new Response(Status.OK_200, CONTENT_TYPE, new byte[0])
        : enter(query, StreamFormat.EVENTS)
            .map(reader -> Response.streaming(CONTENT_TYPE, reader))
            .orElseGet(Problem.NO_PLACE::response);
  }

  /** A reader at its start position, which leaves when it is closed; empty if it has no place. */
  Optional<StreamReader> enter(StreamQuery query, StreamFormat format) {
    if (closed || !places.tryAcquire()) {
      counters.add(Counted.READER_REFUSED);
      return Optional.empty();
    }
    counters.add(Counted.READER_OPENED);
    return Optional.of(new StreamReader(query, format, this));
  }

  /** Wakes this reader from now on when there is something new. */
  void join(StreamReader reader) {
    readers.add(reader);
    LockSupport.unpark(thread);
  }

  /** Releases the reader's place. */
  void leave(StreamReader reader) {
    readers.remove(reader);
    counters.add(Counted.READER_CLOSED);
    places.release();
  }

  ReadRecords records() {
    return records;
  }

  Clock clock() {
    return clock;
  }

  HttpCounters counters() {
    return counters;
  }

  /** One per read of the journal, so that readers that are behind do not take all CPU time. */
  Semaphore journalPermits() {
    return journalPermits;
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

  /** Ends all readers and admits no more. */
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
