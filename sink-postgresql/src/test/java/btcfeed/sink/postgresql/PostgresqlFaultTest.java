package btcfeed.sink.postgresql;

import static btcfeed.sinkkit.SinkRecords.batch;
import static btcfeed.sinkkit.SinkRecords.tick;
import static btcfeed.sinkkit.SinkRecords.ticks;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import btcfeed.domain.port.SinkPort;
import btcfeed.domain.port.SinkPort.Answer;
import btcfeed.domain.sink.SinkCursor;
import btcfeed.domain.sink.SinkRecord;
import btcfeed.sinkkit.SinkRecords;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PostgresqlFaultTest {
  private static final int BATCH = 300;
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
  }

  @AfterEach
  void close() {
    sink.close();
    schema.close();
  }

  @Test
  void a_server_that_is_killed_between_writes_has_every_record_once() throws Exception {
    CompletableFuture<Answer> failure = writeUntilFailure();
    awaitRows(10 * BATCH);

    server.kill();
    assertThat(failure.get(10, TimeUnit.SECONDS)).isInstanceOf(Answer.Failed.class);
    assertThat(sink.claim(1)).isInstanceOf(Answer.Failed.class);
    server.start();

    assertContinuesAfterCursor(sink);
  }

  @Test
  void a_server_that_is_frozen_fails_a_write_in_time_and_gets_every_record_once() throws Exception {
    CompletableFuture<Answer> failure = writeUntilFailure();
    awaitRows(5 * BATCH);

    Instant frozen = Instant.now();
    server.freeze();
    try {
      assertThat(failure.get(10, TimeUnit.SECONDS))
          .isInstanceOfSatisfying(
              Answer.Failed.class,
              it -> assertThat(it.detail()).contains("did not answer within 8500 ms"));
      assertThat(Duration.between(frozen, Instant.now())).isLessThan(Duration.ofSeconds(10));
    } finally {
      server.thaw();
    }

    assertContinuesAfterCursor(sink);
  }

  @Test
  void a_call_to_a_frozen_server_ends_within_a_second_of_an_interrupt_or_a_close()
      throws Exception {
    assertThat(sink.claim(1)).isInstanceOf(Answer.At.class);
    server.freeze();
    try {
      CompletableFuture<Answer> answer = new CompletableFuture<>();
      Thread writer =
          Thread.ofPlatform().start(() -> answer.complete(sink.write(batch(1, ticks(1, 10)))));
      await().until(() -> writer.getState() == Thread.State.TIMED_WAITING);
      writer.interrupt();
      assertThat(answer.get(1, TimeUnit.SECONDS)).isInstanceOf(Answer.Failed.class);

      SinkPort connecting = schema.open();
      CompletableFuture<Answer> claim = CompletableFuture.supplyAsync(() -> connecting.claim(1));
      Instant closing = Instant.now();
      connecting.close();
      assertThat(Duration.between(closing, Instant.now())).isLessThan(Duration.ofSeconds(1));
      assertThat(claim.get(10, TimeUnit.SECONDS)).isInstanceOf(Answer.Failed.class);
    } finally {
      server.thaw();
    }
  }

  @Test
  void a_batch_that_fills_every_buffer_of_a_frozen_server_fails_in_time() throws Exception {
    try (SinkPort impatient = schema.open(server.url(), Duration.ofSeconds(1))) {
      assertThat(impatient.claim(1)).isInstanceOf(Answer.At.class);
      server.freeze();
      CompletableFuture<Answer> answer =
          CompletableFuture.supplyAsync(
              () -> impatient.write(batch(1, ticks(1, impatient.pace().records()))));
      assertThat(answer.get(3, TimeUnit.SECONDS)).isInstanceOf(Answer.Failed.class);
      server.thaw();
      assertContinuesAfterCursor(impatient);
    } finally {
      server.thaw();
    }
  }

  @Test
  void a_writer_that_is_killed_between_batches_leaves_every_record_once() throws Exception {
    Process writer =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                RestlessWriter.class.getName(),
                schema.name(),
                server.url())
            .inheritIO()
            .start();
    try {
      awaitRows(20 * RestlessWriter.BATCH);
    } finally {
      writer.destroyForcibly().waitFor();
    }

    assertContinuesAfterCursor(sink);
  }

  @Test
  void a_writer_that_is_frozen_in_a_transaction_does_not_keep_the_next_one_away()
      throws SQLException {
    assertThat(sink.claim(1)).isInstanceOf(Answer.At.class);
    assertThat(sink.write(batch(1, ticks(1, 5)))).isInstanceOf(Answer.At.class);
    try (Connection frozen = server.connect();
        Statement statement = frozen.createStatement()) {
      frozen.setAutoCommit(false);
      statement.execute("SET search_path = " + schema.name());
      statement.execute(
          """
          UPDATE btc_sink SET writer_pid = pg_backend_pid(), writer_started =
            (SELECT backend_start FROM pg_stat_activity WHERE pid = pg_backend_pid())\
          """);
      frozen.commit();
      statement.execute("UPDATE btc_sink SET cursor = 'uncommitted'");

      assertThat(schema.open().claim(2)).isEqualTo(new Answer.At(batch(1, ticks(1, 5)).cursor()));
    }
  }

  /** Writes on a thread of its own; the result is the first answer that is none of success. */
  private CompletableFuture<Answer> writeUntilFailure() {
    return CompletableFuture.supplyAsync(
        () -> {
          Answer answer = sink.claim(1);
          for (int from = 1; answer instanceof Answer.At; from += BATCH) {
            answer = sink.write(batch(1, ticks(from, from + BATCH - 1)));
          }
          return answer;
        });
  }

  private void awaitRows(int rows) {
    await()
        .atMost(Duration.ofSeconds(20))
        .ignoreExceptions()
        .until(() -> Integer.parseInt(count()) >= rows);
  }

  private String count() {
    return server.value("SELECT count(*) FROM %s.btc_ticks".formatted(schema.name()));
  }

  /** Claims, writes the records after the cursor, and finds each record once. */
  private void assertContinuesAfterCursor(SinkPort next) {
    SinkCursor cursor =
        await()
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> next.claim(1), Answer.At.class::isInstance)
                instanceof Answer.At(SinkCursor at)
            ? at
            : SinkCursor.START;
    int written = (int) Math.max(0, cursor.after().ms() - SinkRecords.id(0).ms());
    assertThat(schema.content()).isEqualTo(ticks(1, written));

    List<SinkRecord> rest = ticks(written + 1, written + BATCH);
    assertThat(next.write(batch(1, rest))).isInstanceOf(Answer.At.class);
    assertThat(schema.content()).isEqualTo(ticks(1, written + BATCH)).contains(tick(1));
  }
}
