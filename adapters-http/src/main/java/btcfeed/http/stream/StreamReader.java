package btcfeed.http.stream;

import btcfeed.application.read.ReadRecords;
import btcfeed.domain.journal.JournalId;
import btcfeed.domain.port.JournalPort;
import btcfeed.domain.time.Clock;
import btcfeed.http.answer.StreamingBody;
import btcfeed.http.answer.ViewJson;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * One client's place in the journal, and what it was told. Nothing is kept for it: where it is
 * slower than the {@link StreamWindow} moves on, it reads the journal itself until it has caught
 * up.
 *
 * <p>Threads: {@link #writeTo} on the connection's own, the rest from any.
 */
final class StreamReader implements StreamingBody {
  private static final int RECORDS_A_READ = 128;
  private static final int BYTES_A_READ = 32 * 1024;

  private final StreamQuery query;
  private final StreamFormat format;
  private final StreamBroadcaster fan;
  private final ReadRecords records;
  private final Semaphore journalTurns;
  private final Clock clock;
  private final StreamStats stats;
  private final Runnable onClose;

  private JournalId reached;
  private long healthTold;
  private Optional<JournalPort.Reader> journal = Optional.empty();
  private Optional<StreamDropped> dropped = Optional.empty();
  private final AtomicBoolean droppedCounted = new AtomicBoolean();
  private volatile Optional<Thread> thread = Optional.empty();
  private volatile long writingSince;
  private volatile boolean writing;
  private volatile boolean slow;
  private volatile boolean finishing;

  /**
   * A reader at its beginning.
   *
   * @param journalTurns one is taken for each look into the journal itself, so that many readers
   *     behind do not take the feed's processor
   * @param onClose called once, when it ends
   */
  StreamReader(
      StreamQuery query,
      StreamFormat format,
      StreamBroadcaster fan,
      ReadRecords records,
      Semaphore journalTurns,
      Clock clock,
      StreamStats stats,
      Runnable onClose) {
    this.query = query;
    this.format = format;
    this.fan = fan;
    this.records = records;
    this.journalTurns = journalTurns;
    this.clock = clock;
    this.stats = stats;
    this.onClose = onClose;
    this.reached = query.after().orElseGet(() -> records.journal().newest());
  }

  @Override
  public byte[] begin() {
    return format.begin(reached);
  }

  @Override
  public void writeTo(OutputStream connection) throws IOException {
    thread = Optional.of(Thread.currentThread());
    OutputStream out = new WholeWrites(connection);
    fan.join(this);
    boolean goesOn = true;
    while (goesOn && !fan.closed() && !finishing) {
      goesOn = slow ? drop(out, StreamDropped.slow(reached)) : step(out);
    }
    flush(out);
  }

  /** Why it had to end, if it was not the service that did. On the thread that wrote. */
  Optional<StreamDropped> dropped() {
    return dropped;
  }

  /** There is news. */
  void wake() {
    thread.ifPresent(LockSupport::unpark);
  }

  /** True if the client has left what was sent to it unread for that long. */
  boolean stalled(long nowNanos, long patienceNanos) {
    return writing && nowNanos - writingSince > patienceNanos;
  }

  /** It is told that it was too slow, should it come to read what it was sent, and ends. */
  void giveUp() {
    countDropped();
    slow = true;
  }

  /** Ends it after what it is about to write. */
  void finish() {
    finishing = true;
    wake();
  }

  /** Ends it wherever it is; its connection with it. */
  void cutOff() {
    countDropped();
    leave();
  }

  /** The same for a client that is gone by itself. */
  void leave() {
    finishing = true;
    thread.ifPresent(Thread::interrupt);
  }

  @Override
  public void close() {
    fan.leave(this);
    closeJournal();
    onClose.run();
  }

  /** False if it ends here. */
  private boolean step(OutputStream out) throws IOException {
    tellHealth(out);
    StreamWindow window = fan.window();
    if (!window.covers(reached)) {
      return readJournal(out);
    }
    closeJournal();
    var chunks = window.behind(reached);
    for (StreamChunk chunk : chunks) {
      send(out, chunk);
    }
    if (chunks.isEmpty()) {
      rest(out);
    }
    return true;
  }

  private boolean readJournal(OutputStream out) throws IOException {
    if (journal.isEmpty()) {
      journal = Optional.of(records.follow(reached));
      // The reader holds its place by now, so what is there after this look is there to be read.
      Optional<StreamDropped> hole = holeBehindPlace();
      if (hole.isPresent()) {
        return drop(out, hole.get());
      }
    }
    journalTurns.acquireUninterruptibly();
    JournalPort.Read read;
    Optional<StreamChunk> chunk;
    try {
      read = journal.get().next(RECORDS_A_READ, BYTES_A_READ);
      chunk =
          read instanceof JournalPort.Read.Records(var batch)
              ? Optional.of(StreamChunk.of(batch, query::wants))
              : Optional.empty();
    } finally {
      journalTurns.release();
    }
    return switch (read) {
      case JournalPort.Read.Records _ -> {
        send(out, chunk.orElseThrow());
        yield true;
      }
      case JournalPort.Read.Lost _ -> drop(out, StreamDropped.unreadable(reached, behindHole()));
      case JournalPort.Read.AtEnd() -> {
        rest(out);
        yield true;
      }
    };
  }

  /** What became of the records behind our place, if they are not there to be read. */
  private Optional<StreamDropped> holeBehindPlace() {
    JournalPort.Status status = records.journal();
    if (reached.isAfter(status.newest())) {
      return Optional.of(StreamDropped.ahead(reached, status.newest()));
    }
    boolean whole = reached.equals(JournalId.START) || !status.oldest().previous().isAfter(reached);
    return whole ? Optional.empty() : Optional.of(StreamDropped.trimmed(reached, status.oldest()));
  }

  /** The first record that can be read again; the newest if there is none. */
  private JournalId behindHole() {
    while (true) {
      switch (journal.orElseThrow().next(1, BYTES_A_READ)) {
        case JournalPort.Read.Records(var batch) -> {
          return batch.first();
        }
        case JournalPort.Read.Lost _ -> {}
        case JournalPort.Read.AtEnd() -> {
          return records.journal().newest();
        }
      }
    }
  }

  private boolean drop(OutputStream out, StreamDropped why) throws IOException {
    JournalId goOn = why.goOn();
    countDropped();
    this.dropped = Optional.of(why);
    send(out, format.event(goOn, StreamDropped.EVENT, ViewJson.write(why)));
    return false;
  }

  /** The verdict if there is a new one, or only how far we are, which keeps the line alive. */
  private void tellHealth(OutputStream out) throws IOException {
    StreamHealth health = fan.health();
    if (health.number() == healthTold) {
      return;
    }
    healthTold = health.number();
    boolean wanted = query.kinds().contains(StreamKind.HEALTH);
    send(
        out,
        wanted
            ? format.event(reached, StreamKind.HEALTH.text(), health.json())
            : format.place(reached));
    send(out, format.ping());
  }

  private void rest(OutputStream out) throws IOException {
    flush(out);
    LockSupport.park();
  }

  private void send(OutputStream out, StreamChunk chunk) throws IOException {
    beginWrite();
    int events = chunk.writeTo(out, format, reached, query);
    writing = false;
    stats.sent(events);
    reached = chunk.last();
  }

  private void send(OutputStream out, byte[] bytes) throws IOException {
    beginWrite();
    out.write(bytes);
    writing = false;
  }

  private void flush(OutputStream out) throws IOException {
    beginWrite();
    out.flush();
    writing = false;
  }

  private void beginWrite() {
    writingSince = clock.nanos();
    writing = true;
  }

  private void countDropped() {
    if (droppedCounted.compareAndSet(false, true)) {
      stats.dropped();
    }
  }

  private void closeJournal() {
    journal.ifPresent(JournalPort.Reader::close);
    journal = Optional.empty();
  }
}
