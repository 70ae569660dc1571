package btcfeed.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
@DisplayName("The server's bounds")
class BoundsTest {
  private static final Duration SHORT = Duration.ofMillis(400);

  /** As shipped, but out of patience quickly. */
  private static HttpOptions impatient() {
    HttpOptions shipped = TestServer.options();
    return new HttpOptions(
        shipped.host(),
        0,
        shipped.maxConnections(),
        shipped.maxConcurrentRequests(),
        shipped.maxQueuedRequests(),
        shipped.queueTimeout(),
        shipped.maxRequestLineBytes(),
        shipped.maxHeaderBytes(),
        Duration.ofSeconds(30),
        SHORT,
        shipped.shutdownGrace());
  }

  @Test
  @DisplayName("a connection that never asks is closed")
  void idleConnection() throws IOException {
    try (TestServer server = new TestServer(impatient());
        Socket socket = server.connect()) {
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "GET /health HTTP/1.1\r\nHost: a\r\n"})
  @DisplayName("a client that drips its request byte by byte is cut off, wherever it has got to")
  void slowLoris(String already) throws IOException {
    try (TestServer server = new TestServer(impatient());
        Socket socket = server.connect()) {
      socket.getOutputStream().write(already.getBytes(StandardCharsets.US_ASCII));
      socket.setSoTimeout(20);
      assertThatThrownBy(() -> dripUntilClosed(socket)).isInstanceOf(Closed.class);
    }
  }

  @Test
  @DisplayName("a client that asks and asks and never reads is cut off")
  void neverReads() throws Exception {
    try (TestServer server = new TestServer(impatient());
        Socket socket = new Socket()) {
      socket.setReceiveBufferSize(4096);
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
      byte[] requests =
          "GET /metrics HTTP/1.1\r\nHost: a\r\n\r\n"
              .repeat(100)
              .getBytes(StandardCharsets.US_ASCII);
      assertThatThrownBy(
              () -> {
                while (true) {
                  socket.getOutputStream().write(requests);
                }
              })
          .isInstanceOf(SocketException.class);
      assertThat(server.get("/health").statusCode()).isEqualTo(200);
    }
  }

  @Test
  @DisplayName("two hundred requests at once are all answered")
  void manyAtOnce() throws Exception {
    try (TestServer server = new TestServer();
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
        assertThat(answer.get(30, TimeUnit.SECONDS)).startsWith("HTTP/1.1 200 ").endsWith("}");
      }
    }
  }

  @Test
  @DisplayName("requests beyond the limit and its queue get 503 and are told to come again")
  void tooManyAtOnce() throws Exception {
    HttpOptions shipped = TestServer.options();
    HttpOptions one =
        new HttpOptions(
            shipped.host(),
            0,
            16,
            1,
            0,
            Duration.ofMillis(50),
            shipped.maxRequestLineBytes(),
            shipped.maxHeaderBytes(),
            shipped.readTimeout(),
            shipped.idleTimeout(),
            shipped.shutdownGrace());
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
      assertThat(first.get(10, TimeUnit.SECONDS)).isEqualTo(200);
      assertThat(server.get("/health").statusCode()).isEqualTo(200);
    }
  }

  @Test
  @DisplayName("connections beyond the limit wait for a place and get it")
  void tooManyConnections() throws Exception {
    HttpOptions shipped = TestServer.options();
    HttpOptions two =
        new HttpOptions(
            shipped.host(),
            0,
            2,
            2,
            2,
            Duration.ofSeconds(1),
            1024,
            1024,
            shipped.readTimeout(),
            shipped.idleTimeout(),
            shipped.shutdownGrace());
    try (TestServer server = new TestServer(two);
        ExecutorService client = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<String> third;
      try (Socket first = server.connect();
          Socket second = server.connect()) {
        assertThat(ask(first)).startsWith("HTTP/1.1 200 ");
        assertThat(ask(second)).startsWith("HTTP/1.1 200 ");
        third =
            client.submit(
                () -> server.raw("GET /live HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"));
        assertThat(third).isNotDone();
      }
      assertThat(third.get(10, TimeUnit.SECONDS)).startsWith("HTTP/1.1 200 ");
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

  @Test
  @DisplayName("a port that is taken is a sentence that names it and says what to do")
  void portTaken() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThat(failure("127.0.0.1", taken.getLocalPort()))
          .isEqualTo(
              "cannot listen on 127.0.0.1:"
                  + taken.getLocalPort()
                  + ": the port is taken; stop what listens there or set HEALTH_CHECK_PORT to"
                  + " another one");
    }
  }

  @Test
  @DisplayName("an address of another machine, or of none, is a sentence too")
  void wrongAddress() {
    assertThat(failure("192.0.2.1", 0))
        .startsWith("cannot listen on 192.0.2.1:0: not an address of this machine");
    assertThat(failure("no-such-host.invalid", 8080))
        .startsWith("cannot listen on no-such-host.invalid:8080: no such host")
        .contains("HEALTH_CHECK_HOST");
  }

  @Test
  @DisplayName("closing takes less than two seconds, idle and busy connections or not")
  void closes() throws Exception {
    CountDownLatch entered = new CountDownLatch(1);
    TestServer server = new TestServer();
    try (Socket idle = server.connect();
        ExecutorService client = Executors.newVirtualThreadPerTaskExecutor()) {
      assertThat(ask(idle)).startsWith("HTTP/1.1 200 ");
      server.showing(
          () -> {
            entered.countDown();
            awaitQuietly(new CountDownLatch(1));
            return SnapshotBuilder.healthy().build();
          });
      Future<Integer> stuck = client.submit(() -> server.get("/health").statusCode());
      entered.await();

      long before = System.nanoTime();
      server.http().close();
      assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(2));
      assertThat(idle.getInputStream().read()).isEqualTo(-1);
      assertThatThrownBy(() -> stuck.get(10, TimeUnit.SECONDS))
          .isInstanceOf(ExecutionException.class);
      assertThatThrownBy(server::connect).isInstanceOf(IOException.class);
    } finally {
      server.close();
    }
  }

  @Test
  @DisplayName("closing lets an answer under way finish")
  void closesGracefully() throws Exception {
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch leave = new CountDownLatch(1);
    TestServer server = new TestServer();
    try (ExecutorService client = Executors.newVirtualThreadPerTaskExecutor()) {
      server.showing(
          () -> {
            entered.countDown();
            awaitQuietly(leave);
            return SnapshotBuilder.healthy().build();
          });
      Future<Integer> answer = client.submit(() -> server.get("/health").statusCode());
      entered.await();
      Future<?> closing = client.submit(() -> server.http().close());
      leave.countDown();

      assertThat(answer.get(10, TimeUnit.SECONDS)).isEqualTo(200);
      closing.get(10, TimeUnit.SECONDS);
    } finally {
      server.close();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 65_536})
  @DisplayName("options that make no sense are refused at birth")
  void options(int port) {
    assertThatThrownBy(() -> HttpOptions.of("127.0.0.1", port))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> HttpOptions.of(" ", 8080))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static String failure(String host, int port) {
    return switch (FeedHttp.start(
        HttpOptions.of(host, port), SnapshotBuilder.healthy()::build, new TestClock())) {
      case FeedHttp.Started.Failed(String detail) -> detail;
      case FeedHttp.Started.Running(FeedHttp http) -> {
        http.close();
        yield "it listens";
      }
    };
  }

  /** Asks for a small answer and reads the whole of it; the connection stays open. */
  private static String ask(Socket socket) throws IOException {
    socket
        .getOutputStream()
        .write("GET /ping HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    InputStream in = socket.getInputStream();
    StringBuilder answer = new StringBuilder();
    while (!answer.toString().endsWith("]}")) {
      answer.append((char) in.read());
    }
    return answer.toString();
  }

  /** One byte whenever 20 ms passed without an answer. */
  private static void dripUntilClosed(Socket socket) throws IOException, Closed {
    while (true) {
      try {
        if (socket.getInputStream().read() == -1) {
          throw new Closed();
        }
      } catch (SocketTimeoutException e) {
        try {
          socket.getOutputStream().write('x');
        } catch (SocketException broken) {
          throw new Closed();
        }
      } catch (SocketException reset) {
        throw new Closed();
      }
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

  private static final class Closed extends Exception {
    private static final long serialVersionUID = 1;
  }
}
