package btcfeed.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import btcfeed.http.server.HttpOptions;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@DisplayName("The server's bounds")
class BoundsTest {
  @Test
  @DisplayName("two hundred requests at once are all answered")
  void manyAtOnce() throws Exception {
    HttpOptions shipped = TestServer.options();
    HttpOptions patient =
        shipped.with(
            shipped
                .requests()
                .atOnce(
                    shipped.requests().atOnce(), shipped.requests().queued(), TestServer.PATIENCE));
    try (TestServer server = new TestServer(patient);
        ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      CountDownLatch go = new CountDownLatch(1);
      List<Future<String>> answers = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        String path = List.of("/health", "/metrics", "/redis/status", "/health/ready").get(i % 4);
        answers.add(
            clients.submit(
                () -> {
                  go.await();
                  return server.raw(
                      "GET " + path + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
                }));
      }
      go.countDown();
      for (Future<String> answer : answers) {
        assertThat(answer.get(60, TimeUnit.SECONDS)).startsWith("HTTP/1.1 200 ").endsWith("}");
      }
    }
  }

  @Test
  @DisplayName("requests beyond the limit and its queue get 503 and are told to come again")
  void tooManyAtOnce() throws Exception {
    HttpOptions shipped = TestServer.options();
    HttpOptions one = shipped.with(shipped.requests().atOnce(1, 0, Duration.ofMillis(50)));
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
      Future<Integer> first = client.submit(() -> server.get("/health").statusCode());
      entered.await();

      String second = server.raw("GET /health HTTP/1.1\r\nHost: a\r\n\r\n");
      assertThat(second).startsWith("HTTP/1.1 503 ").contains("\r\nRetry-After: 1\r\n");
      Shapes.assertShape(TestServer.parse(second.split("\r\n\r\n", 2)[1]), Shapes.PROBLEM);

      leave.countDown();
      assertThat(first.get(60, TimeUnit.SECONDS)).isEqualTo(200);
      assertThat(server.get("/health").statusCode()).isEqualTo(200);
    }
  }

  @Test
  @DisplayName("connections beyond the limit wait for a place and get it")
  void tooManyConnections() throws Exception {
    HttpOptions shipped = TestServer.options();
    HttpOptions two =
        shipped
            .with(
                new HttpOptions.Connections(
                    1, shipped.connections().readTimeout(), shipped.connections().idleTimeout()))
            .withStreamReaders(1);
    try (TestServer server = new TestServer(two)) {
      Socket first = server.connect();
      try (Socket second = server.connect();
          Socket third = server.connect()) {
        assertThat(ask(first)).startsWith("HTTP/1.1 200 ");
        assertThat(ask(second)).startsWith("HTTP/1.1 200 ");
        third.setSoTimeout(300);
        assertThatThrownBy(() -> ask(third)).isInstanceOf(SocketTimeoutException.class);

        first.close();
        third.setSoTimeout((int) TestServer.PATIENCE.toMillis());
        assertThat(answer(third)).startsWith("HTTP/1.1 200 ");
      }
    }
  }

  @Test
  @DisplayName("one connection carries many requests, also when they are sent all at once")
  void keepAlive() throws IOException {
    try (TestServer server = new TestServer()) {
      String one = "GET /ping HTTP/1.1\r\nHost: a\r\n\r\n";
      String last = "GET /ping HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
      assertThat(server.raw(one.repeat(20) + last).split("HTTP/1.1 200 ", -1)).hasSize(22);
    }
  }

  /** Asks for a small answer and reads the whole of it; the connection stays open. */
  private static String ask(Socket socket) throws IOException {
    socket
        .getOutputStream()
        .write("GET /ping HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    return answer(socket);
  }

  private static String answer(Socket socket) throws IOException {
    InputStream in = socket.getInputStream();
    StringBuilder answer = new StringBuilder();
    while (!answer.toString().endsWith("]}")) {
      answer.append((char) in.read());
    }
    return answer.toString();
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
