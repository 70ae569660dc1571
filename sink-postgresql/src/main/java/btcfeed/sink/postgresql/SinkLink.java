package btcfeed.sink.postgresql;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/**
 * A connection, and the claim that was made on it. After a fault the sink drops it as a whole and
 * takes a new one, so a call that did not return in time can no longer change anything.
 */
final class SinkLink {
  private static final Duration DROP_WAIT = Duration.ofMillis(500);

  private final PostgresqlConnector connector;
  private Optional<Connection> connection = Optional.empty();
  private Optional<Long> claim = Optional.empty();
  private boolean dropped;

  SinkLink(PostgresqlConnector connector) {
    this.connector = connector;
  }

  /** The connection, opened if necessary. The thread of the call. */
  Connection connection() throws SQLException {
    Optional<Connection> before = current();
    if (before.isPresent()) {
      return before.get();
    }
    Connection opened = connector.open();
    if (!keep(opened)) {
      opened.abort(Runnable::run);
      throw new SQLException("the connection was opened too late");
    }
    return opened;
  }

  private synchronized Optional<Connection> current() {
    return connection;
  }

  private synchronized boolean keep(Connection opened) {
    connection = Optional.of(opened);
    return !dropped;
  }

  /** The number of the claim; empty before a claim. */
  synchronized Optional<Long> claim() {
    return claim;
  }

  synchronized void claimed(long number) {
    claim = Optional.of(number);
  }

  /** Ends the connection and sends the server nothing, because it may not answer. Any thread. */
  void drop() {
    Optional<Connection> open = toDrop();
    // Closing an encrypted connection waits for a blocked write, so another thread does it.
    Thread closing = Thread.startVirtualThread(() -> open.ifPresent(SinkLink::abort));
    try {
      closing.join(DROP_WAIT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized Optional<Connection> toDrop() {
    dropped = true;
    return connection;
  }

  private static void abort(Connection connection) {
    try {
      connection.abort(Runnable::run);
    } catch (SQLException e) {
      // There is nothing left to close.
    }
  }
}
