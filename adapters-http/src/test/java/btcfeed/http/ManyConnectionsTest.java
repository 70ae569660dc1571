package btcfeed.http;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.http.server.HttpOptions;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@DisplayName("With many connections")
class ManyConnectionsTest {
  private static final int MOST = 64;
  private static final int READERS = 16;

  /** More than all sockets of the server: connections, readers and those that are closing. */
  private static final int HELD = 300;

  private static final int PROBES = 70;

  @ParameterizedTest
  @ValueSource(
      strings = {"", "GET /health HTTP/1.1\r\nHost:", "GET /ping HTTP/1.1\r\nHost: a\r\n\r\n"})
  @DisplayName("of one client that are idle, incomplete or kept alive, probes still get responses")
  void probesGetResponses(String already) throws IOException {
    List<Socket> held = new ArrayList<>();
    try (TestServer server = new TestServer(places(MOST).streamReaders(READERS).build())) {
      for (int i = 0; i < HELD; i++) {
        Socket socket = server.connect();
        held.add(socket);
        socket.getOutputStream().write(already.getBytes(StandardCharsets.US_ASCII));
      }
      for (int i = 0; i < PROBES; i++) {
        assertThat(ping(server)).startsWith("HTTP/1.1 200 ");
      }
      // A connection in use keeps its place; a new one may be refused instead.
      JsonNode http = server.json("/metrics", 200).at("/http");
      assertThat(
              http.at("/replaced_connections").asLong() + http.at("/refused_connections").asLong())
          .isGreaterThanOrEqualTo(HELD - MOST);
    } finally {
      for (Socket socket : held) {
        socket.close();
      }
    }
  }

  @Test
  @DisplayName("a new one replaces the one that has waited longest")
  void longestWaitingGoes() throws IOException {
    try (TestServer server = new TestServer(places(2).build());
        Socket first = server.connect();
        Socket second = server.connect()) {
      assertThat(ask(first)).startsWith("HTTP/1.1 200 ");
      assertThat(ask(second)).startsWith("HTTP/1.1 200 ");
      assertThat(ask(first)).startsWith("HTTP/1.1 200 ");
      try (Socket third = server.connect()) {
        assertThat(ask(third)).startsWith("HTTP/1.1 200 ");
        assertThat(second.getInputStream().read()).isEqualTo(-1);
        assertThat(ask(first)).startsWith("HTTP/1.1 200 ");
      }
    }
  }

  @Test
  @DisplayName("none is closed while in use: a new one gets 503 and is counted")
  void usedConnectionsStay() throws Exception {
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch leave = new CountDownLatch(1);
    try (TestServer server = new TestServer(places(1).build());
        ExecutorService client = Executors.newVirtualThreadPerTaskExecutor()) {
      server.showing(
          () -> {
            entered.countDown();
            awaitQuietly(leave);
            return SnapshotBuilder.healthy().build();
          });
      Future<Integer> first = client.submit(() -> server.get("/health").statusCode());
      entered.await();

      try (Socket second = server.connect()) {
        String reply = new String(second.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(reply)
            .startsWith("HTTP/1.1 503 ")
            .contains("\r\nRetry-After: 1\r\n", "\r\nX-Content-Type-Options: nosniff\r\n");
        Shapes.assertShape(TestServer.parse(reply.split("\r\n\r\n", 2)[1]), Shapes.PROBLEM);
      }
      leave.countDown();
      assertThat(first.get(60, TimeUnit.SECONDS)).isEqualTo(200);
      TestServer.eventually()
          .ignoreExceptions()
          .until(() -> server.json("/metrics", 200).at("/http/refused_connections").asLong() == 1);
    }
  }

  private static TestOptions places(int most) {
    HttpOptions.Connections shipped = TestOptions.shipped().connections();
    return new TestOptions()
        .connections(
            new HttpOptions.Connections(
                most, most, shipped.readTimeout(), shipped.responseTimeout()));
  }

  private static String ping(TestServer server) {
    return server.raw("GET /health/live HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
  }

  /** Reads one complete response; the connection stays open. */
  private static String ask(Socket socket) throws IOException {
    socket
        .getOutputStream()
        .write("GET /ping HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    InputStream in = socket.getInputStream();
    StringBuilder reply = new StringBuilder();
    while (!reply.toString().endsWith("]}")) {
      reply.append((char) in.read());
    }
    return reply.toString();
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
