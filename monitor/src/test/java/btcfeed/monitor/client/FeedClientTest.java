package btcfeed.monitor.client;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.monitor.client.FeedClient.PollResult;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The client of a running service")
class FeedClientTest {
  private static final String HEALTHY = "{\"status\": \"healthy\", \"last_price\": 64000.1}";

  private final CountDownLatch over = new CountDownLatch(1);
  private final HttpServer server;
  private final URI base;

  FeedClientTest() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    base = URI.create("http://localhost:" + server.getAddress().getPort() + "/");
  }

  @AfterEach
  void stop() {
    over.countDown();
    server.stop(0);
  }

  @Test
  @DisplayName("reads the state, also of an unhealthy service, which answers 503")
  void hears() {
    answer(503, "{\"status\": \"unhealthy\", \"reasons\": [{\"code\": \"a\", \"detail\": \"b\"}]}");

    assertThat(poll(Duration.ofMinutes(1)))
        .isInstanceOfSatisfying(
            PollResult.Answered.class,
            seen -> {
              assertThat(seen.overview().status()).isEqualTo("unhealthy");
              assertThat(seen.overview().reasons()).containsExactly("a: b");
            });
  }

  @Test
  @DisplayName("reports that no service listens, or that the host does not exist")
  void noService() {
    answer(200, HEALTHY);
    server.stop(0);

    assertThat(why(Duration.ofMinutes(1))).isEqualTo("no service listens at " + base);
    try (FeedClient client =
        new FeedClient(URI.create("http://no-such-host.invalid:1/"), Duration.ofMinutes(1))) {
      assertThat(client.poll())
          .isEqualTo(new PollResult.Failed("there is no host called no-such-host.invalid"));
    }
  }

  @Test
  @DisplayName("does not accept a page, a list, or other JSON as an answer")
  void notOurs() {
    String refused = base + " does not answer like a btc-feed";

    answer(200, "<html>welcome</html>");
    assertThat(why(Duration.ofMinutes(1))).isEqualTo(refused);
    answer(200, "[1, 2]");
    assertThat(why(Duration.ofMinutes(1))).isEqualTo(refused);
    answer(200, "");
    assertThat(why(Duration.ofMinutes(1))).isEqualTo(refused);
    answer(200, "{\"hello\": \"world\"}");
    assertThat(why(Duration.ofMinutes(1))).isEqualTo(refused);
    answer(200, "\u0000\u001b[2J");
    assertThat(why(Duration.ofMinutes(1))).isEqualTo(refused);
  }

  @Test
  @DisplayName("reports which answer was an error")
  void errors() {
    answer(500, "oops");
    assertThat(why(Duration.ofMinutes(1))).isEqualTo(base + " /health answered HTTP 500");
  }

  @Test
  @DisplayName("refuses an endless answer")
  void huge() {
    serve(
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          byte[] some = new byte[64 * 1024];
          while (over.getCount() > 0) {
            exchange.getResponseBody().write(some);
          }
        });

    assertThat(poll(Duration.ofMinutes(1))).isInstanceOf(PollResult.Failed.class);
  }

  @Test
  @DisplayName("never waits longer than its timeout, for headers or for an endless body")
  void slow() {
    serve(
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write('{');
          exchange.getResponseBody().flush();
          awaitOver();
        });

    assertThat(why(Duration.ofMillis(250))).isEqualTo("no answer from " + base + " in 0.25 s");
  }

  @Test
  @DisplayName("reads texts as one harmless line, and only valid numbers")
  void harmless() {
    answer(
        200,
        "{\"status\": \"healthy\\u001b[2J\\nred\", \"version\": \"\\u009b31m3\","
            + " \"last_price\": 1e999, \"venues\": {\"x\\u0007\": {}},"
            + " \"index\": [{\"symbol\": \"a\", \"price\": 1e300},"
            + " {\"symbol\": \"b\", \"price\": \"text\"}]}");

    assertThat(poll(Duration.ofMinutes(1)))
        .isInstanceOfSatisfying(
            PollResult.Answered.class,
            seen -> {
              Overview overview = seen.overview();
              assertThat(overview.status()).isEqualTo("healthy [2J red");
              assertThat(overview.version()).isEqualTo(" 31m3");
              assertThat(overview.price()).isEmpty();
              assertThat(overview.venues().getFirst().name()).isEqualTo("x ");
              assertThat(overview.references()).allMatch(reference -> reference.price().isEmpty());
              assertThat(seen.json()).doesNotContain("\u001b", "\u009b");
            });
  }

  @Test
  @DisplayName("reads who leads and led before, and names of instances as harmless text")
  void instances() {
    answer(
        200,
        "{\"status\": \"healthy\", \"instance\": \"a\", \"role\": \"follower\", \"in_sync\": true,"
            + " \"leader\": \"b\", \"lease\": {\"seconds\": 2, \"seconds_left\": 1.5},"
            + " \"instances\": [{\"instance\": \"a\", \"role\": \"leader\", \"in_sync\":"
            + " false},{\"instance\": \"b\", \"role\": \"follower\", \"in_sync\": true,"
            + " \"address\": \"h:1\", \"version\": \"3\", \"seconds_since_seen\":"
            + " 0.2},{\"instance\": \"\\u001b[2J\\u202ec\\n"
            + "\", \"role\": {}, \"address\": 7, \"seconds_since_seen\": 3.5}, 5], \"leaders\":"
            + " [{\"instance\": \"b\", \"since\": \"later\"}, {\"instance\": \"b\", \"since\":"
            + " \"x\\u009b\"}, {\"instance\": \"\\u0007c\"}]}");

    assertThat(poll(Duration.ofMinutes(1)))
        .isInstanceOfSatisfying(
            PollResult.Answered.class,
            seen ->
                assertThat(seen.overview().leadership())
                    .isEqualTo(
                        new Overview.Leadership(
                            "a",
                            "follower",
                            true,
                            "b",
                            1.5,
                            "x ",
                            " c",
                            List.of(
                                new Overview.Instance("a", "led before", "in sync", "", "", 0),
                                new Overview.Instance("b", "leader", "in sync", "h:1", "3", 0.2),
                                new Overview.Instance(" [2J c ", "", "silent", "7", "", 3.5),
                                new Overview.Instance("", "", "behind", "", "", 0)))));
  }

  @Test
  @DisplayName("reads the sinks, and hostile texts of a plugin as harmless text")
  void sinks() {
    answer(
        200,
        "{\"status\": \"healthy\", \"sinks\": {\"kafka\": {\"kind\": \"kafka\", \"state\":"
            + " \"away\", \"detail\": \"\\u001b[2J\\u202e\\nx\", \"address\": \"h:1\","
            + " \"lag_records\": 17, \"lag_seconds\": 3.25, \"records\": 5, \"lost\": 2},"
            + " \"\\u0007odd\": 5}}");

    assertThat(poll(Duration.ofMinutes(1)))
        .isInstanceOfSatisfying(
            PollResult.Answered.class,
            seen ->
                assertThat(seen.overview().sinks())
                    .containsExactly(
                        new Overview.Sink(
                            "kafka", "kafka", "away", " [2J  x", "h:1", 17, 3.25, 5, 2),
                        new Overview.Sink(" odd", "", "", "", "", 0, 0, 0, 0)));
  }

  @Test
  @DisplayName("shows nothing of instances from a service that does not report them")
  void noInstances() {
    answer(200, HEALTHY);

    assertThat(poll(Duration.ofMinutes(1)))
        .isInstanceOfSatisfying(
            PollResult.Answered.class,
            seen -> assertThat(seen.overview().leadership().several()).isFalse());
  }

  @Test
  @DisplayName("keeps the digits of a price")
  void digits() {
    answer(200, HEALTHY);

    assertThat(poll(Duration.ofMinutes(1)))
        .isInstanceOfSatisfying(
            PollResult.Answered.class,
            seen -> assertThat(seen.overview().price()).isEqualTo("64000.1"));
  }

  private PollResult poll(Duration timeout) {
    try (FeedClient client = new FeedClient(base, timeout)) {
      return client.poll();
    }
  }

  private String why(Duration timeout) {
    return switch (poll(timeout)) {
      case PollResult.Failed(String why) -> why;
      case PollResult.Answered(_, String json) -> "seen: " + json;
    };
  }

  private void answer(int status, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    serve(
        exchange -> {
          exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
  }

  private volatile Handler handler = _ -> {};
  private boolean serving;

  private void serve(Handler now) {
    handler = now;
    if (!serving) {
      serving = true;
      server.createContext("/", exchange -> handler.handle(exchange));
      server.start();
    }
  }

  private void awaitOver() {
    try {
      over.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What the service does with a question. */
  private interface Handler {
    void handle(HttpExchange exchange) throws IOException;
  }
}
