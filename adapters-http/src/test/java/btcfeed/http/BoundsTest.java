package btcfeed.http;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.http.server.HttpOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@DisplayName("The server's limits")
class BoundsTest {
  @Test
  @DisplayName("200 requests at once all get responses")
  void manyAtOnce() throws Exception {
    HttpOptions.Requests shipped = TestOptions.shipped().requests();
    HttpOptions patient =
        new TestOptions().requests(shipped.atOnce(), shipped.queued(), TestServer.PATIENCE).build();
    try (TestServer server = new TestServer(patient);
        ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      CountDownLatch go = new CountDownLatch(1);
      List<Future<String>> responses = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        String path = List.of("/health", "/metrics", "/redis/status", "/health/ready").get(i % 4);
        responses.add(
            clients.submit(
                () -> {
                  go.await();
                  return server.raw(
                      "GET " + path + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
                }));
      }
      go.countDown();
      for (Future<String> response : responses) {
        assertThat(response.get(60, TimeUnit.SECONDS)).startsWith("HTTP/1.1 200 ").endsWith("}");
      }
    }
  }

  @Test
  @DisplayName("requests beyond the limit and its queue get 503 and Retry-After")
  void tooManyAtOnce() throws Exception {
    HttpOptions one = new TestOptions().requests(1, 0, Duration.ofMillis(50)).build();
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch leave = new CountDownLatch(1);
    try (TestServer server = new TestServer(one);
        ExecutorService client = Executors.newVirtualThreadPerTaskExecutor()) {
      server.showing(
          () -> {
            entered.countDown();
            awaitQuietly(leave);
            return SnapshotBuilder.healthy().build();
          });
      Future<Integer> first = client.submit(() -> server.get("/api/v1/venues").statusCode());
      entered.await();

      String second = server.raw("GET /api/v1/venues HTTP/1.1\r\nHost: a\r\n\r\n");
      assertThat(second).startsWith("HTTP/1.1 503 ").contains("\r\nRetry-After: 1\r\n");
      Shapes.assertShape(TestServer.parse(second.split("\r\n\r\n", 2)[1]), Shapes.PROBLEM);

      leave.countDown();
      assertThat(first.get(60, TimeUnit.SECONDS)).isEqualTo(200);
      assertThat(server.get("/health").statusCode()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/health", "/healthz", "/health/live", "/live", "/ready", "/ping"})
  @DisplayName("a probe gets a response while all request permits are taken")
  void probesHaveTheirOwnPermits(String path) throws Exception {
    HttpOptions one = new TestOptions().requests(1, 0, Duration.ofMillis(50)).build();
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch leave = new CountDownLatch(1);
    AtomicBoolean blocks = new AtomicBoolean(true);
    try (TestServer server = new TestServer(one);
        ExecutorService client = Executors.newVirtualThreadPerTaskExecutor()) {
      server.showing(
          () -> {
            if (blocks.getAndSet(false)) {
              entered.countDown();
              awaitQuietly(leave);
            }
            return SnapshotBuilder.healthy().build();
          });
      Future<Integer> first = client.submit(() -> server.get("/api/v1/venues").statusCode());
      entered.await();

      assertThat(server.get(path).statusCode()).isEqualTo(200);

      leave.countDown();
      assertThat(first.get(60, TimeUnit.SECONDS)).isEqualTo(200);
    }
  }

  @Test
  @DisplayName("one connection carries many requests, also when they are pipelined")
  void keepAlive() throws IOException {
    try (TestServer server = new TestServer()) {
      String one = "GET /ping HTTP/1.1\r\nHost: a\r\n\r\n";
      String last = "GET /ping HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
      assertThat(server.raw(one.repeat(20) + last).split("HTTP/1.1 200 ", -1)).hasSize(22);
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
