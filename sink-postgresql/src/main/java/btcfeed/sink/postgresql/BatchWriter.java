package btcfeed.sink.postgresql;

import btcfeed.domain.port.SinkPort.Answer;
import btcfeed.domain.sink.SinkBatch;
import btcfeed.domain.sink.SinkRecord;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.util.PSQLState;

/**
 * Writes a batch: cursor, ticks and gaps in one transaction, the rows with {@code COPY}.
 *
 * <p>{@code COPY} cannot skip a row that the table has. Only after such a conflict, which a sink
 * alone never causes, the batch goes through a temporary table.
 */
record BatchWriter(Connection connection, CursorRow row, long claim) {
  private static final int PIECE_CHARACTERS = 60_000;

  private static final String TICK_COLUMNS =
      " (id_ms, id_seq, venue, symbol, trade_id, price, quantity, side, exchange_time_us,"
          + " receive_time_us, origin, epoch)";
  private static final String GAP_COLUMNS =
      " (id_ms, id_seq, venue, symbol, from_id, to_id, since_us, until_us, state, trades, epoch)";

  Answer write(SinkBatch batch) throws SQLException {
    try {
      return write(batch, "");
    } catch (SQLException e) {
      if (!PSQLState.UNIQUE_VIOLATION.getState().equals(e.getSQLState())) {
        throw e;
      }
      connection.rollback();
      return write(batch, "_new");
    }
  }

  /**
   * @param suffix of the tables that take the rows; with one, the rows that the real tables lack
   *     are then moved there
   */
  private Answer write(SinkBatch batch, String suffix) throws SQLException {
    if (!row.move(connection, claim, batch.cursor())) {
      return row.fenced(connection);
    }
    List<SinkRecord> ticks =
        batch.records().stream().filter(SinkRecord.Tick.class::isInstance).toList();
    List<SinkRecord> gaps =
        batch.records().stream().filter(SinkRecord.GapChange.class::isInstance).toList();
    if (!suffix.isEmpty()) {
      createTemporary("btc_ticks", suffix);
      createTemporary("btc_gaps", suffix);
    }
    copy("btc_ticks" + suffix + TICK_COLUMNS, ticks, batch.epoch());
    copy("btc_gaps" + suffix + GAP_COLUMNS, gaps, batch.epoch());
    if (!suffix.isEmpty()) {
      move("btc_ticks", suffix);
      move("btc_gaps", suffix);
    }
    connection.commit();
    return new Answer.At(batch.cursor());
  }

  private void copy(String table, List<SinkRecord> records, long epoch) throws SQLException {
    if (records.isEmpty()) {
      return;
    }
    CopyIn copy =
        connection.unwrap(PGConnection.class).getCopyAPI().copyIn("COPY " + table + " FROM STDIN");
    StringBuilder piece = new StringBuilder(PIECE_CHARACTERS + 1_000);
    for (SinkRecord record : records) {
      CopyRows.append(piece, record, epoch);
      if (piece.length() > PIECE_CHARACTERS) {
        send(copy, piece);
      }
    }
    send(copy, piece);
    copy.endCopy();
  }

  private static void send(CopyIn copy, StringBuilder piece) throws SQLException {
    byte[] bytes = piece.toString().getBytes(StandardCharsets.US_ASCII);
    copy.writeToCopy(bytes, 0, bytes.length);
    piece.setLength(0);
  }

  private void createTemporary(String table, String suffix) throws SQLException {
    execute(
        "CREATE TEMPORARY TABLE IF NOT EXISTS %s%s (LIKE %s) ON COMMIT DELETE ROWS"
            .formatted(table, suffix, table));
  }

  private void move(String table, String suffix) throws SQLException {
    execute(
        "INSERT INTO %s SELECT * FROM %s%s ON CONFLICT DO NOTHING".formatted(table, table, suffix));
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
