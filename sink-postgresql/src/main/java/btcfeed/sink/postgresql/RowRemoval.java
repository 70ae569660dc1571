package btcfeed.sink.postgresql;

import btcfeed.domain.journal.JournalId;
import btcfeed.domain.port.SinkPort.Answer;
import btcfeed.domain.sink.SinkCursor;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Removes the rows after a cursor, the newest first.
 *
 * <p>Half an hour of a busy feed is millions of rows, more than one call has time for. Each step is
 * therefore a transaction that also sets the cursor back by as much, so the database is consistent
 * after each, and the next call continues.
 */
record RowRemoval(Connection connection, CursorRow row, long claim, int stepRows, int mostSteps) {
  RowRemoval(Connection connection, CursorRow row, long claim) {
    this(connection, row, claim, 20_000, 25);
  }

  Answer after(SinkCursor to) throws SQLException {
    for (int step = 0; step < mostSteps; step++) {
      JournalId end = endOfStep(to.after());
      SinkCursor next = end.equals(to.after()) ? to : current(end);
      if (!row.move(connection, claim, next)) {
        return row.fenced(connection);
      }
      delete("btc_ticks", end);
      delete("btc_gaps", end);
      connection.commit();
      if (next.equals(to)) {
        return new Answer.At(to);
      }
    }
    return new Answer.Failed(
        "%,d rows after %s were removed, because the history differs; the others follow"
            .formatted(mostSteps * stepRows, to.after()));
  }

  /** Where this step ends, going back: after it are as many rows as one step removes. */
  private JournalId endOfStep(JournalId last) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT id_ms, id_seq FROM btc_ticks WHERE (id_ms, id_seq) > (?, ?)"
                + " ORDER BY id_ms DESC, id_seq DESC OFFSET "
                + stepRows
                + " LIMIT 1")) {
      select.setLong(1, last.ms());
      select.setLong(2, last.seq());
      try (ResultSet id = select.executeQuery()) {
        return id.next() ? new JournalId(id.getLong(1), id.getLong(2)) : last;
      }
    }
  }

  private SinkCursor current(JournalId end) throws SQLException {
    return row.content(connection, "")
        .flatMap(it -> SinkCursor.parse(it.cursor()))
        .map(it -> new SinkCursor(end, it.lineage().until(end)))
        .orElseThrow(() -> new SQLException("btc_sink has no readable cursor"));
  }

  private void delete(String table, JournalId after) throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement("DELETE FROM " + table + " WHERE (id_ms, id_seq) > (?, ?)")) {
      delete.setLong(1, after.ms());
      delete.setLong(2, after.seq());
      delete.executeUpdate();
    }
  }
}
