package btcfeed.sink.postgresql;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * Creates the tables, and changes those of earlier versions: numbered SQL files, each applied once,
 * in this order. Table {@code btc_migrations} lists them.
 *
 * <p>A user without the right to create tables can write, once an administrator has applied the
 * files.
 */
final class SchemaMigrations {
  private static final List<String> FILES = List.of("001-tables.sql");

  private SchemaMigrations() {}

  /** Applies what is missing, all of it or nothing. */
  static void apply(Connection connection, String schema) throws SQLException {
    int applied = applied(connection);
    if (applied < FILES.size()) {
      // One writer at a time: another instance may have the same task.
      execute(connection, "SELECT pg_advisory_xact_lock(hashtext('btc-feed " + schema + "'))");
      createSchema(connection, schema);
      for (int i = applied(connection); i < FILES.size(); i++) {
        execute(connection, text(FILES.get(i)));
        record(connection, i + 1);
      }
    }
    connection.commit();
    if (applied > FILES.size()) {
      throw new SQLException(
          "the tables are those of a later version of this plugin; install that version");
    }
  }

  /** True if the schema has this table. */
  static boolean exists(Connection connection, String table) throws SQLException {
    return number(connection, "SELECT count(to_regclass('" + table + "'))") > 0;
  }

  private static int applied(Connection connection) throws SQLException {
    return exists(connection, "btc_migrations")
        ? number(connection, "SELECT coalesce(max(version), 0) FROM btc_migrations")
        : 0;
  }

  private static void createSchema(Connection connection, String schema) throws SQLException {
    // IF NOT EXISTS alone needs the right to create schemas, even if this one exists.
    if (number(connection, "SELECT count(to_regnamespace('" + schema + "'))") == 0) {
      execute(connection, "CREATE SCHEMA " + schema);
    }
    execute(
        connection,
        "CREATE TABLE IF NOT EXISTS btc_migrations (version integer PRIMARY KEY,"
            + " file text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())");
  }

  private static void record(Connection connection, int version) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO btc_migrations (version, file) VALUES (?, ?)")) {
      insert.setInt(1, version);
      insert.setString(2, FILES.get(version - 1));
      insert.executeUpdate();
    }
  }

  private static int number(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      result.next();
      return result.getInt(1);
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String text(String file) {
    try (InputStream in = SchemaMigrations.class.getResourceAsStream("migrations/" + file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
