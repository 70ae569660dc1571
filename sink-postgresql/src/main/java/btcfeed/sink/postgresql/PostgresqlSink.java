package btcfeed.sink.postgresql;

import btcfeed.domain.port.SinkPort;
import btcfeed.domain.sink.SinkBatch;
import btcfeed.domain.sink.SinkCursor;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The sink. Records and cursor are written in one transaction, so the cursor tells exactly which
 * records the database has.
 *
 * <p>The driver can block for minutes, for example in a write to a server that is frozen. Each call
 * therefore runs on a thread of its own, and its connection is dropped when the time is over.
 */
final class PostgresqlSink implements SinkPort {
  /** How long a call may take; the port promises 10 seconds. */
  static final Duration LIMIT = Duration.ofMillis(8_500);

  private static final int BATCH_RECORDS = 16_384;
  private static final Answer.Failed CLOSED = new Answer.Failed("the sink is closed");

  private final PostgresqlConnector connector;
  private final CursorRow row;
  private final Pace pace;
  private final Duration limit;
  private volatile SinkLink link;
  private volatile boolean closed;

  PostgresqlSink(PostgresqlConnector connector, CursorRow row, Duration gather, Duration limit) {
    this.connector = connector;
    this.row = row;
    this.pace = new Pace(BATCH_RECORDS, gather);
    this.limit = limit;
    this.link = new SinkLink(connector);
  }

  /** A piece of work on a connection. */
  private interface Work {
    Answer on(SinkLink link) throws SQLException;
  }

  /** A piece of work of the writer that has this claim. */
  private interface ClaimedWork {
    Answer on(SinkLink link, long claim) throws SQLException;
  }

  @Override
  public Answer position() {
    return call(it -> row.read(it.connection()));
  }

  @Override
  public Answer claim(long epoch) {
    return call(
        it -> {
          SchemaMigrations.apply(it.connection(), connector.schema());
          return row.claim(it, epoch);
        });
  }

  @Override
  public Answer rewind(SinkCursor to) {
    return claimed((it, claim) -> new RowRemoval(it.connection(), row, claim).after(to));
  }

  @Override
  public Answer write(SinkBatch batch) {
    return claimed((it, claim) -> new BatchWriter(it.connection(), row, claim).write(batch));
  }

  @Override
  public Answer flush(boolean now) {
    return claimed((it, claim) -> row.readClaimed(it.connection(), claim));
  }

  private Answer claimed(ClaimedWork work) {
    return call(
        it ->
            it.claim().isPresent()
                ? work.on(it, it.claim().get())
                : new Answer.Failed("the sink must be claimed first"));
  }

  private Answer call(Work work) {
    SinkLink current = link;
    if (closed) {
      return CLOSED;
    }
    FutureTask<Answer> task = new FutureTask<>(() -> work.on(current));
    Thread.ofVirtual().name("sink-postgresql").start(task);
    try {
      return task.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      Throwable cause = Optional.<Throwable>ofNullable(e.getCause()).orElse(e);
      return failed(current, SqlFaults.sentence(cause, connector));
    } catch (TimeoutException e) {
      return failed(
          current,
          "PostgreSQL at %s did not answer within %d ms; look at its load, disk and locks"
              .formatted(connector.address(), limit.toMillis()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return failed(current, "the call was interrupted");
    }
  }

  private Answer failed(SinkLink faulty, String detail) {
    faulty.drop();
    link = new SinkLink(connector);
    return closed ? CLOSED : new Answer.Failed(detail);
  }

  @Override
  public Pace pace() {
    return pace;
  }

  @Override
  public void close() {
    closed = true;
    link.drop();
  }
}
