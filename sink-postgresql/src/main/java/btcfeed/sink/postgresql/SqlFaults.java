package btcfeed.sink.postgresql;

import java.sql.SQLException;
import java.util.Optional;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** What failed and what to do, for people. */
final class SqlFaults {
  private static final int MOST_CHARACTERS = 400;

  private SqlFaults() {}

  static String sentence(Throwable fault, PostgresqlConnector connector) {
    String state =
        fault instanceof SQLException sql ? Optional.ofNullable(sql.getSQLState()).orElse("") : "";
    String text = "PostgreSQL at %s: %s%s".formatted(connector.address(), said(fault), hint(state));
    String line = text.replaceAll("\\s+", " ");
    return line.length() > MOST_CHARACTERS ? line.substring(0, MOST_CHARACTERS) + "..." : line;
  }

  /** The server's first line: its others repeat values of rows. */
  private static String said(Throwable fault) {
    Optional<String> server =
        fault instanceof PSQLException it
            ? Optional.ofNullable(it.getServerErrorMessage()).map(ServerErrorMessage::getMessage)
            : Optional.empty();
    return server.orElse(
        Optional.ofNullable(fault.getMessage()).orElse(fault.getClass().getSimpleName()));
  }

  /** By the code of the error, or by its class: the first two characters. */
  private static String hint(String state) {
    return switch (state) {
      case "28P01", "28000" -> "; check user and password of the URL, and pg_hba.conf";
      case "3D000" -> "; create the database, or correct the URL";
      case "42501" ->
          "; grant the user CREATE on the schema, or apply the SQL files as an administrator";
      case "25006" -> "; this host is a standby, name the one that accepts writes as well";
      case "53100" -> "; free space on the disk of the server";
      case "53300" -> "; raise max_connections of the server, or end other sessions";
      case "55P03" -> "; another session locks the tables, see pg_locks";
      case "57014" -> "; look at load, disk and locks of the server";
      default ->
          state.startsWith("08")
              ? "; check that the server runs and can be reached"
              : state.startsWith("42") ? "; the tables are not as this version makes them" : "";
    };
  }
}
