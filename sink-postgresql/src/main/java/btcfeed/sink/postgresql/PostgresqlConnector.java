package btcfeed.sink.postgresql;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/** Opens connections, with the limits in time that a sink promises. */
record PostgresqlConnector(PostgresqlAddress address, String name, String schema) {
  private static final int CONNECT_SECONDS = 2;

  /** Ends a call that the sink has given up. */
  private static final int SILENCE_SECONDS = 10;

  /**
   * The server's own limits end what it still does for a writer that is gone: a statement, a wait
   * for a lock, a transaction that gets no next statement.
   */
  private static final String SERVER_LIMITS =
      "-c statement_timeout=9s -c lock_timeout=4s -c idle_in_transaction_session_timeout=20s";

  /** A connection without auto-commit, to the host that accepts writes. */
  Connection open() throws SQLException {
    Properties properties = new Properties();
    address.options().forEach(properties::setProperty);
    PGProperty.USER.set(properties, address.user());
    address.password().ifPresent(text -> PGProperty.PASSWORD.set(properties, text));
    PGProperty.CURRENT_SCHEMA.set(properties, schema);
    PGProperty.OPTIONS.set(properties, SERVER_LIMITS);
    PGProperty.APPLICATION_NAME.set(properties, "btc-feed " + name);
    PGProperty.ASSUME_MIN_SERVER_VERSION.set(properties, "12");
    PGProperty.CONNECT_TIMEOUT.set(properties, CONNECT_SECONDS);
    PGProperty.SOCKET_TIMEOUT.set(properties, SILENCE_SECONDS);
    PGProperty.TCP_KEEP_ALIVE.set(properties, true);
    PGProperty.GSS_ENC_MODE.set(properties, "disable");
    PGProperty.TARGET_SERVER_TYPE.set(properties, "primary");
    Connection connection = new Driver().connect(address.driverUrl(), properties);
    try (Statement statement = connection.createStatement()) {
      // A commit that a crash can undo would be reported as written. A stronger setting stays.
      statement.execute(
          "SELECT set_config('synchronous_commit', 'on', false)"
              + " WHERE current_setting('synchronous_commit') = 'off'");
      connection.setAutoCommit(false);
      return connection;
    } catch (SQLException e) {
      connection.abort(Runnable::run);
      throw e;
    }
  }
}
