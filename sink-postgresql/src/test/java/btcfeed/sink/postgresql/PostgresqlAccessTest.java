package btcfeed.sink.postgresql;

import static btcfeed.sinkkit.SinkRecords.batch;
import static btcfeed.sinkkit.SinkRecords.ticks;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import btcfeed.domain.port.SinkPort;
import btcfeed.domain.port.SinkPort.Answer;
import java.nio.file.Path;
import java.time.Duration;
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
class PostgresqlAccessTest {
  private static PostgresServer server;
  private static Path certificate;
  private PostgresSchema schema;

  @BeforeAll
  static void startServer() throws Exception {
    server = PostgresServer.forTests();
    certificate = ServerCertificate.install(server);
  }

  @AfterAll
  static void endServer() {
    server.close();
  }

  @BeforeEach
  void makeSchema() {
    schema = new PostgresSchema(server);
  }

  @AfterEach
  void close() {
    schema.close();
  }

  @Test
  void a_refusal_tells_what_to_do_and_not_the_password() {
    assertRefused(server.url("admin:secret-1"), "check user and password of the URL");
    assertRefused(server.url().replace("/postgres", "/nothing"), "create the database");
    server.sql("DROP ROLE IF EXISTS guest", "CREATE ROLE guest LOGIN PASSWORD 'secret-1'");
    assertRefused(server.url("guest:secret-1"), "permission denied for database postgres");
    server.sql("DROP ROLE guest");
    assertRefused("postgresql://admin:secret-1@127.0.0.1:1/postgres", "check that the server runs");
  }

  private void assertRefused(String url, String expected) {
    try (SinkPort sink = schema.open("postgresql", url)) {
      assertThat(sink.claim(1))
          .isInstanceOfSatisfying(
              Answer.Failed.class,
              it ->
                  assertThat(it.detail())
                      .contains(expected)
                      .doesNotContain("secret-1", "p@ss", "\n", "Exception"));
    }
  }

  @Test
  void a_host_that_does_not_answer_is_left_for_the_next_one() {
    try (SinkPort sink =
        schema.open("postgresql", server.url().replace("127.0.0.1", "127.0.0.1:1,127.0.0.1"))) {
      assertThat(sink.claim(1)).isInstanceOf(Answer.At.class);
    }
  }

  @Test
  void a_server_is_known_by_its_certificate() throws Exception {
    try (SinkPort sink = schema.open("postgresql", verified(certificate))) {
      assertThat(sink.claim(1)).isInstanceOf(Answer.At.class);
      assertThat(
              server.value(
                  "SELECT ssl FROM pg_stat_ssl JOIN pg_stat_activity USING (pid)"
                      + " WHERE application_name = 'btc-feed postgresql'"))
          .isEqualTo("t");
    }
    try (SinkPort sink = schema.open("postgresql", verified(ServerCertificate.another(server)))) {
      assertThat(sink.position()).isInstanceOf(Answer.Failed.class);
    }
  }

  @Test
  void an_encrypted_write_to_a_frozen_server_ends_in_time() throws Exception {
    try (SinkPort sink = schema.open(verified(certificate), Duration.ofSeconds(1))) {
      assertThat(sink.claim(1)).isInstanceOf(Answer.At.class);
      server.freeze();
      CompletableFuture<Answer> answer =
          CompletableFuture.supplyAsync(
              () -> sink.write(batch(1, ticks(1, sink.pace().records()))));
      assertThat(answer.get(3, TimeUnit.SECONDS)).isInstanceOf(Answer.Failed.class);
    } finally {
      server.thaw();
    }
    await()
        .atMost(Duration.ofSeconds(10))
        .until(
            () ->
                server
                    .value(
                        "SELECT count(*) FROM pg_stat_activity"
                            + " WHERE application_name = 'btc-feed postgresql'")
                    .equals("0"));
  }

  private static String verified(Path file) {
    return server.url() + "?sslmode=verify-full&sslrootcert=" + file;
  }
}
