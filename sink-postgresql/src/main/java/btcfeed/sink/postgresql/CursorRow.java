package btcfeed.sink.postgresql;

import btcfeed.domain.port.SinkPort.Answer;
import btcfeed.domain.sink.SinkCursor;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/**
 * The row of {@code btc_sink}: the cursor, and which writer may move it.
 *
 * <p>Each claim gets the next number. A writer moves the cursor only while the row has its number,
 * and does so before it writes anything else. The row is then locked until the commit, so no other
 * claim comes between.
 *
 * @param name of the sink
 * @param writer the instance of the service, for people
 */
record CursorRow(String name, String writer) {

  /** What the row has. */
  record Content(String name, String cursor, long epoch, String writer) {
    Answer answer() {
      return SinkCursor.parse(cursor)
          .<Answer>map(Answer.At::new)
          .orElse(new Answer.Failed("column cursor of btc_sink is unreadable; restore its value"));
    }

    Answer.Fenced fenced() {
      return new Answer.Fenced("%s with epoch %d has the sink".formatted(writer, epoch));
    }
  }

  /** The cursor, without a change. */
  Answer read(Connection connection) throws SQLException {
    Answer answer =
        SchemaMigrations.exists(connection, "btc_sink")
            ? content(connection, "")
                .map(it -> isOurs(it) ? it.answer() : another(it))
                .orElse(new Answer.At(SinkCursor.START))
            : new Answer.At(SinkCursor.START);
    connection.rollback();
    return answer;
  }

  /** The cursor, if this claim is still the newest. */
  Answer readClaimed(Connection connection, long claim) throws SQLException {
    Answer answer =
        content(connection, "WHERE claim = " + claim)
            .map(Content::answer)
            .orElse(fenced(connection));
    connection.rollback();
    return answer;
  }

  /** Makes the row this writer's, unless a leader with a higher epoch has it. */
  Answer claim(SinkLink link, long epoch) throws SQLException {
    Connection connection = link.connection();
    if (content(connection, "").isEmpty()) {
      insert(connection);
    }
    Content before = content(connection, "").orElseThrow();
    if (isOurs(before) && before.epoch() <= epoch) {
      endWriter(connection);
      before = content(connection, "FOR UPDATE").orElseThrow();
    }
    if (!isOurs(before) || before.epoch() > epoch) {
      connection.rollback();
      return isOurs(before) ? before.fenced() : another(before);
    }
    long number = take(connection, epoch);
    connection.commit();
    link.claimed(number);
    return before.answer();
  }

  private boolean isOurs(Content content) {
    return content.name().equals(name);
  }

  private Answer another(Content content) {
    return new Answer.Failed(
        "the schema belongs to sink '%s'; give sink '%s' another schema or database"
            .formatted(content.name(), name));
  }

  private void insert(Connection connection) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            """
            INSERT INTO btc_sink
              (name, cursor, epoch, claim, writer, writer_pid, writer_started, claimed_at)
            VALUES (?, ?, ?, 0, ?, 0, now(), now()) ON CONFLICT DO NOTHING\
            """)) {
      insert.setString(1, name);
      insert.setString(2, SinkCursor.START.text());
      insert.setLong(3, Long.MIN_VALUE);
      insert.setString(4, writer);
      insert.executeUpdate();
    }
  }

  /**
   * Ends the session of the writer before, if it is in the middle of a transaction. A host that is
   * frozen or cut off would otherwise lock the row for as long as its connection seems to be alive.
   * The start time shows that the process id still means that session.
   */
  private static void endWriter(Connection connection) throws SQLException {
    boolean free;
    try (PreparedStatement lock =
            connection.prepareStatement("SELECT 1 FROM btc_sink FOR UPDATE SKIP LOCKED");
        ResultSet locked = lock.executeQuery()) {
      free = locked.next();
    }
    if (free) {
      return;
    }
    try (PreparedStatement end =
        connection.prepareStatement(
            """
            SELECT pg_terminate_backend(a.pid) FROM pg_stat_activity a JOIN btc_sink s
              ON a.pid = s.writer_pid AND a.backend_start = s.writer_started
            WHERE a.pid <> pg_backend_pid()\
            """)) {
      end.execute();
    }
  }

  private long take(Connection connection, long epoch) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            """
            UPDATE btc_sink SET claim = claim + 1, epoch = ?, writer = ?, claimed_at = now(),
              writer_pid = pg_backend_pid(),
              writer_started =
                (SELECT backend_start FROM pg_stat_activity WHERE pid = pg_backend_pid())
            RETURNING claim\
            """)) {
      update.setLong(1, epoch);
      update.setString(2, writer);
      try (ResultSet claim = update.executeQuery()) {
        claim.next();
        return claim.getLong(1);
      }
    }
  }

  /** Moves the cursor; false if another writer has claimed the sink. Does not commit. */
  boolean move(Connection connection, long claim, SinkCursor to) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement("UPDATE btc_sink SET cursor = ? WHERE claim = ?")) {
      update.setString(1, to.text());
      update.setLong(2, claim);
      return update.executeUpdate() == 1;
    }
  }

  /** Gives up the transaction, because another writer has claimed the sink. */
  Answer fenced(Connection connection) throws SQLException {
    connection.rollback();
    Answer answer =
        content(connection, "")
            .map(Content::fenced)
            .orElse(new Answer.Fenced("the row of btc_sink was deleted"));
    connection.rollback();
    return answer;
  }

  Optional<Content> content(Connection connection, String which) throws SQLException {
    try (PreparedStatement select =
            connection.prepareStatement(
                "SELECT name, cursor, epoch, writer FROM btc_sink " + which);
        ResultSet row = select.executeQuery()) {
      return row.next()
          ? Optional.of(
              new Content(row.getString(1), row.getString(2), row.getLong(3), row.getString(4)))
          : Optional.empty();
    }
  }
}
