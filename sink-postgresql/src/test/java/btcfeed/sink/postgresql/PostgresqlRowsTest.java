package btcfeed.sink.postgresql;

import static btcfeed.sinkkit.SinkRecords.batch;
import static btcfeed.sinkkit.SinkRecords.id;
import static btcfeed.sinkkit.SinkRecords.ledBy;
import static btcfeed.sinkkit.SinkRecords.ticks;
import static btcfeed.sinkkit.SinkRecords.unusual;
import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.domain.port.SinkPort;
import btcfeed.domain.port.SinkPort.Answer;
import btcfeed.domain.sink.SinkBatch;
import btcfeed.domain.sink.SinkCursor;
import btcfeed.domain.sink.SinkRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PostgresqlRowsTest {
  private static PostgresServer server;
  private PostgresSchema schema;
  private SinkPort sink;

  @BeforeAll
  static void startServer() {
    server = PostgresServer.forTests();
  }

  @AfterAll
  static void endServer() {
    server.close();
  }

  @BeforeEach
  void open() {
    schema = new PostgresSchema(server);
    sink = schema.open();
    assertAt(SinkCursor.START, sink.claim(1));
  }

  @AfterEach
  void close() {
    sink.close();
    schema.close();
  }

  @Test
  void a_reader_finds_the_digits_of_the_venue() {
    assertThat(sink.write(batch(1, unusual()))).isInstanceOf(Answer.At.class);
    assertThat(value("SELECT quantity FROM btc_ticks WHERE trade_id = '7'"))
        .isEqualTo("0.00065000");
    assertThat(value("SELECT price FROM btc_ticks WHERE trade_id = '0'"))
        .isEqualTo("0.000000000000000001");
    assertThat(value("SELECT state FROM btc_gaps WHERE from_id IS NULL")).isEqualTo("unrepairable");
  }

  @Test
  void a_trade_that_the_table_has_keeps_its_row_and_the_others_are_written() {
    List<SinkRecord> first = ticks(1, 3);
    assertThat(sink.write(batch(1, first))).isInstanceOf(Answer.At.class);
    SinkRecord.Tick known = (SinkRecord.Tick) first.getFirst();
    List<SinkRecord> again = new ArrayList<>(ticks(4, 5));
    again.add(new SinkRecord.Tick(id(6), known.tick()));
    again.addAll(unusual().subList(3, 4));
    again.addAll(ticks(8, 9));

    SinkCursor cursor = new SinkCursor(id(9), ledBy(1));
    for (int i = 0; i < 2; i++) {
      assertAt(cursor, sink.write(new SinkBatch(1, again, cursor)));
    }

    List<SinkRecord> expected = new ArrayList<>(ticks(1, 5));
    expected.add(unusual().get(3));
    expected.addAll(ticks(8, 9));
    assertThat(schema.content()).containsExactlyInAnyOrderElementsOf(expected);
    assertAt(batch(1, ticks(10, 12)).cursor(), sink.write(batch(1, ticks(10, 12))));
  }

  @Test
  void a_long_removal_continues_where_the_last_call_ended() throws SQLException {
    assertThat(sink.write(batch(1, ticks(1, 100)))).isInstanceOf(Answer.At.class);
    SinkCursor to = new SinkCursor(id(13), ledBy(1));
    try (Connection connection = schema.connector(server.url()).open()) {
      RowRemoval removal = new RowRemoval(connection, PostgresSchema.ROW, 1, 10, 5);

      assertThat(removal.after(to))
          .isInstanceOfSatisfying(
              Answer.Failed.class,
              it -> assertThat(it.detail()).startsWith("50 rows after 1789295134238-0"));
      assertThat(schema.content()).isEqualTo(ticks(1, 50));
      assertAt(new SinkCursor(id(50), ledBy(1)), sink.position());

      assertAt(to, removal.after(to));
      assertThat(schema.content()).isEqualTo(ticks(1, 13));
    }
  }

  @Test
  void a_schema_belongs_to_one_sink() {
    try (SinkPort other = schema.open("archive", server.url())) {
      for (Answer answer : List.of(other.position(), other.claim(5))) {
        assertThat(answer)
            .isEqualTo(
                new Answer.Failed(
                    "the schema belongs to sink 'postgresql'; give sink 'archive' another schema"
                        + " or database"));
      }
    }
    assertAt(SinkCursor.START, sink.flush(false));
  }

  @Test
  void a_claim_with_a_lower_epoch_is_refused_and_changes_nothing() {
    assertAt(SinkCursor.START, sink.claim(7));
    try (SinkPort late = schema.open()) {
      assertThat(late.claim(6))
          .isEqualTo(new Answer.Fenced("instance-1 with epoch 7 has the sink"));
      assertThat(late.write(batch(6, ticks(1, 2)))).isInstanceOf(Answer.Failed.class);
    }
    assertAt(batch(7, ticks(1, 2)).cursor(), sink.write(batch(7, ticks(1, 2))));
  }

  @Test
  void a_sink_that_waits_holds_no_transaction_open() {
    try (SinkPort other = schema.open();
        SinkPort stranger = schema.open("archive", server.url())) {
      assertAt(SinkCursor.START, other.claim(2));
      assertThat(sink.write(batch(1, ticks(1, 2)))).isInstanceOf(Answer.Fenced.class);
      assertThat(sink.claim(1)).isInstanceOf(Answer.Fenced.class);
      assertThat(stranger.claim(9)).isInstanceOf(Answer.Failed.class);
      assertThat(other.write(batch(2, ticks(1, 2)))).isInstanceOf(Answer.At.class);
      assertThat(other.flush(false)).isInstanceOf(Answer.At.class);
      assertThat(
              server.value(
                  "SELECT count(*) FROM pg_stat_activity WHERE state LIKE 'idle in transaction%'"))
          .isEqualTo("0");
    }
  }

  @Test
  void tables_of_a_later_version_are_left_alone() {
    server.sql(
        "INSERT INTO %s.btc_migrations (version, file) VALUES (9, '009')".formatted(schema.name()));
    assertThat(sink.claim(2))
        .isInstanceOfSatisfying(
            Answer.Failed.class, it -> assertThat(it.detail()).contains("a later version"));
    assertAt(SinkCursor.START, sink.position());
  }

  @Test
  void the_files_are_applied_once_and_a_writer_needs_no_right_to_create_tables() {
    server.sql(
        "DROP ROLE IF EXISTS writer",
        "CREATE ROLE writer LOGIN PASSWORD 'writer'",
        "GRANT USAGE ON SCHEMA %s TO writer".formatted(schema.name()),
        "GRANT ALL ON ALL TABLES IN SCHEMA %s TO writer".formatted(schema.name()));
    try (SinkPort writer = schema.open("postgresql", server.url("writer:writer"))) {
      assertAt(SinkCursor.START, writer.claim(1));
      assertAt(batch(1, ticks(1, 2)).cursor(), writer.write(batch(1, ticks(1, 2))));
    }
    assertThat(value("SELECT count(*) FROM btc_migrations")).isEqualTo("1");
    server.sql("DROP OWNED BY writer");
  }

  @Test
  void a_key_with_the_time_of_the_venue_does_as_well() {
    assertThat(sink.write(batch(1, ticks(1, 3)))).isInstanceOf(Answer.At.class);
    server.sql(
        "ALTER TABLE %s.btc_ticks DROP CONSTRAINT btc_ticks_pkey,".formatted(schema.name())
            + " ADD PRIMARY KEY (venue, symbol, trade_id, exchange_time_us)");
    assertAt(batch(1, ticks(2, 6)).cursor(), sink.write(batch(1, ticks(2, 6))));
    assertThat(schema.content()).isEqualTo(ticks(1, 6));
  }

  @Test
  void a_sink_whose_cursor_was_deleted_writes_everything_again_and_each_trade_stays_once() {
    assertThat(sink.write(batch(1, unusual()))).isInstanceOf(Answer.At.class);
    server.sql("DELETE FROM %s.btc_sink".formatted(schema.name()));
    assertThat(sink.write(batch(1, ticks(9, 10)))).isInstanceOf(Answer.Fenced.class);
    assertAt(SinkCursor.START, sink.claim(1));
    assertAt(batch(1, unusual()).cursor(), sink.write(batch(1, unusual())));
    assertThat(schema.content()).isEqualTo(unusual());
  }

  @Test
  void every_statement_of_the_page_runs() throws IOException {
    Path page = Path.of(System.getProperty("project.root"), "docs", "sink-postgresql.md");
    List<String> statements =
        Pattern.compile("(?ms)^ *```sql\n(.*?)^ *```$")
            .matcher(Files.readString(page))
            .results()
            .map(it -> it.group(1))
            .toList();
    assertThat(statements).hasSizeGreaterThan(5);
    server.sql(statements.getFirst());
    try (SinkPort feed = PostgresSchema.open("btc", "postgresql", server.url("feed:secret"))) {
      assertAt(SinkCursor.START, feed.claim(1));
      assertAt(batch(1, unusual()).cursor(), feed.write(batch(1, unusual())));
      for (String statement : statements.subList(1, statements.size())) {
        server.sql("SET search_path = btc", statement);
      }
    } finally {
      server.sql("DROP OWNED BY feed CASCADE", "DROP ROLE feed");
    }
  }

  private String value(String sql) {
    return server.value(sql.replace("FROM ", "FROM " + schema.name() + "."));
  }

  private static void assertAt(SinkCursor expected, Answer answer) {
    assertThat(answer).isEqualTo(new Answer.At(expected));
  }
}
