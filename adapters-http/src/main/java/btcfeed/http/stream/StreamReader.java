package btcfeed.http.stream;

import btcfeed.domain.journal.JournalId;
import btcfeed.domain.port.JournalPort;
import btcfeed.http.response.StreamingBody;
import btcfeed.http.response.ViewJson;
import btcfeed.http.server.HttpCounters.Counted;
import btcfeed.http.stream.StreamDropped.Cause;
import btcfeed.http.stream.StreamQuery.Kind;
import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * One client of the stream and its position in the journal.
 *
 * <p>No events are queued for a client. If it falls behind the {@link StreamWindow}, it reads the
 * journal itself until it has caught up.
 *
 * <p>Threads: {@link #writeTo} on the connection's own, the rest on any.
 */
final class StreamReader implements StreamingBody {
  private static final int RECORDS_PER_READ = 128;
  private static final int BYTES_PER_READ = 32 * 1024;
  private static final int BUFFER_BYTES = 8 * 1024;

  private final StreamQuery query;
  private final StreamFormat format;
  private final StreamBroadcaster broadcaster;

  private JournalId position;
  private long healthSent;
  private Optional<JournalPort.Reader> journal = Optional.empty();
  private Optional<StreamDropped> dropped = Optional.empty();
  private final AtomicBoolean droppedCounted = new AtomicBoolean();
  private volatile Optional<Thread> thread = Optional.empty();
  private volatile long writingSince;
  private volatile boolean writing;
  private volatile boolean slow;
  private volatile boolean finishing;

  StreamReader(StreamQuery query, StreamFormat format, StreamBroadcaster broadcaster) {
    this.query = query;
    this.format = format;
    this.broadcaster = broadcaster;
    this.position = query.after().orElseGet(() -> broadcaster.records().journal().newest());
  }

  @Override
  public byte[] begin() {
    return format.begin(position);
  }

  @Override
  public void writeTo(OutputStream connection) throws IOException {
    thread = Optional.of(Thread.currentThread());
    // The buffer passes each write on in one piece, so a WebSocket can send a pong between two.
    OutputStream out = new BufferedOutputStream(timed(connection), BUFFER_BYTES);
    broadcaster.join(this);
    boolean goesOn = true;
    while (goesOn && !broadcaster.closed() && !finishing) {
      goesOn = slow ? drop(out, new StreamDropped(Cause.SLOW, position, position)) : step(out);
    }
    out.flush();
  }

  /** Why the stream ended, unless the service stopped it. On the thread that wrote. */
  Optional<StreamDropped> dropped() {
    return dropped;
  }

  /** There is something new to send. */
  void wake() {
    thread.ifPresent(LockSupport::unpark);
  }

  /** True if a write has waited for the client for longer than this. */
  boolean stalled(long nowNanos, long timeoutNanos) {
    return writing && nowNanos - writingSince > timeoutNanos;
  }

  /** Ends a slow reader. It gets the reason as its last event if it reads on. */
  void dropSlow() {
    countDropped();
    slow = true;
  }

  /** Ends it after the current write. */
  void finish() {
    finishing = true;
    wake();
  }

  /** Ends it at once, together with its connection. */
  void disconnect() {
    countDropped();
    leave();
  }

  /** The same for a client that closed the connection itself. */
  void leave() {
    finishing = true;
    thread.ifPresent(Thread::interrupt);
  }

  @Override
  public void close() {
    broadcaster.leave(this);
    closeJournal();
  }

  /** Returns false at the end of the stream. */
  private boolean step(OutputStream out) throws IOException {
    sendHealth(out);
    StreamWindow window = broadcaster.window();
    if (!window.covers(position)) {
      return readJournal(out);
    }
    closeJournal();
    var chunks = window.after(position);
    for (StreamChunk chunk : chunks) {
      send(out, chunk);
    }
    if (chunks.isEmpty()) {
      awaitNews(out);
    }
    return true;
  }

  private boolean readJournal(OutputStream out) throws IOException {
    if (journal.isEmpty()) {
      journal = Optional.of(broadcaster.records().follow(position));
      // The open reader protects its position from trimming, so this check stays true.
      Optional<StreamDropped> missing = missingAfterPosition();
      if (missing.isPresent()) {
        return drop(out, missing.get());
      }
    }
    broadcaster.journalPermits().acquireUninterruptibly();
    JournalPort.Read read;
    Optional<StreamChunk> chunk;
    try {
      read = journal.get().next(RECORDS_PER_READ, BYTES_PER_READ);
      chunk =
          read instanceof JournalPort.Read.Records(var batch)
              ? Optional.of(StreamChunk.of(batch, query::wants))
              : Optional.empty();
    } finally {
      broadcaster.journalPermits().release();
    }
    return switch (read) {
      case JournalPort.Read.Records _ -> {
        send(out, chunk.orElseThrow());
        yield true;
      }
      case JournalPort.Read.Lost _ ->
          drop(out, new StreamDropped(Cause.UNREADABLE, position, firstReadable()));
      case JournalPort.Read.AtEnd() -> {
        awaitNews(out);
        yield true;
      }
    };
  }

  /** Why records after the position are missing; empty if they are not. */
  private Optional<StreamDropped> missingAfterPosition() {
    JournalPort.Status status = broadcaster.records().journal();
    if (position.isAfter(status.newest())) {
      return Optional.of(new StreamDropped(Cause.AHEAD, position, status.newest()));
    }
    boolean complete =
        position.equals(JournalId.START) || !status.oldest().previous().isAfter(position);
    return complete
        ? Optional.empty()
        : Optional.of(new StreamDropped(Cause.TRIMMED, position, status.oldest()));
  }

  /** The first readable record after an unreadable part; the newest one if there is none. */
  private JournalId firstReadable() {
    while (true) {
      switch (journal.orElseThrow().next(1, BYTES_PER_READ)) {
        case JournalPort.Read.Records(var batch) -> {
          return batch.first();
        }
        case JournalPort.Read.Lost _ -> {}
        case JournalPort.Read.AtEnd() -> {
          return broadcaster.records().journal().newest();
        }
      }
    }
  }

  private boolean drop(OutputStream out, StreamDropped reason) throws IOException {
    countDropped();
    this.dropped = Optional.of(reason);
    out.write(
        format.event(reason.resumeAfter(), StreamDropped.EVENT, ViewJson.write(reason.view())));
    return false;
  }

  /** Sends a new health status, or only the position. Both keep the connection alive. */
  private void sendHealth(OutputStream out) throws IOException {
    StreamHealth health = broadcaster.health();
    if (health.number() == healthSent) {
      return;
    }
    healthSent = health.number();
    boolean wanted = query.kinds().contains(Kind.HEALTH);
    out.write(
        wanted
            ? format.event(position, Kind.HEALTH.text(), health.json())
            : format.place(position));
    out.write(format.ping());
  }

  private void awaitNews(OutputStream out) throws IOException {
    out.flush();
    LockSupport.park();
  }

  private void send(OutputStream out, StreamChunk chunk) throws IOException {
    int events = chunk.writeTo(out, format, position, query);
    broadcaster.counters().add(Counted.STREAM_EVENT, events);
    position = chunk.last();
  }

  /** The connection, with the time at which a write began that waits for the client. */
  private OutputStream timed(OutputStream connection) {
    return new FilterOutputStream(connection) {
      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        writingSince = broadcaster.clock().nanos();
        writing = true;
        out.write(bytes, offset, length);
        writing = false;
      }
    };
  }

  private void countDropped() {
    if (droppedCounted.compareAndSet(false, true)) {
      broadcaster.counters().add(Counted.READER_DROPPED);
    }
  }

  private void closeJournal() {
    journal.ifPresent(JournalPort.Reader::close);
    journal = Optional.empty();
  }
}
