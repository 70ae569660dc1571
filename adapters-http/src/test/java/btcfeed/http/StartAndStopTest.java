package btcfeed.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import btcfeed.application.read.JournalPages;
import btcfeed.application.read.ReadCandles;
import btcfeed.http.server.HttpOptions;
import btcfeed.testsupport.InMemoryJournal;
import java.io.IOException;
import java.io.InputStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
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

@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@DisplayName("Starting and stopping")
class StartAndStopTest {
  @Test
  @DisplayName("a port in use gives an error that names it and what to do")
  void portTaken() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThat(failure("127.0.0.1", taken.getLocalPort()))
          .isEqualTo(
              "cannot listen on 127.0.0.1:"
                  + taken.getLocalPort()
                  + ": the port is in use; stop the program that uses it or set HEALTH_CHECK_PORT"
                  + " to another port");
    }
  }

  @Test
  @DisplayName("an address of another machine or an unknown host gives such an error too")
  void wrongAddress() {
    assertThat(failure("192.0.2.1", 0))
        .startsWith("cannot listen on 192.0.2.1:0: not an address of this machine");
    assertThat(failure("no-such-host.invalid", 8080))
        .startsWith("cannot listen on no-such-host.invalid:8080: no such host")
        .contains("HEALTH_CHECK_HOST");
  }

  @Test
  @DisplayName("closing waits less than 2 s for a busy connection and not for an idle one")
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
      assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(20));
      assertThat(TestOptions.shipped().shutdownGrace()).isLessThan(Duration.ofSeconds(2));
      assertThat(idle.getInputStream().read()).isEqualTo(-1);
      assertThatThrownBy(() -> stuck.get(60, TimeUnit.SECONDS))
          .isInstanceOf(ExecutionException.class);
      assertThatThrownBy(server::connect).isInstanceOf(IOException.class);
    } finally {
      server.close();
    }
  }

  @Test
  @DisplayName("closing completes a response in progress")
  void closesGracefully() throws Exception {
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch leave = new CountDownLatch(1);
    TestServer server = new TestServer(patient());
    try (ExecutorService client = Executors.newVirtualThreadPerTaskExecutor()) {
      server.showing(
          () -> {
            entered.countDown();
            awaitQuietly(leave);
            return SnapshotBuilder.healthy().build();
          });
      Future<Integer> reply = client.submit(() -> server.get("/health").statusCode());
      entered.await();
      Future<?> closing = client.submit(() -> server.http().close());
      TestServer.until(() -> refuses(server));
      leave.countDown();

      assertThat(reply.get(60, TimeUnit.SECONDS)).isEqualTo(200);
      closing.get(60, TimeUnit.SECONDS);
    } finally {
      server.close();
    }
  }

  @Test
  @DisplayName(
      "the requests of a browser are made once before it comes, as soon as there is a price")
  void warmsUp() {
    CountDownLatch candles = new CountDownLatch(1);
    ReadCandles none =
        (_, _, _, _) -> {
          candles.countDown();
          return new ReadCandles.CandlesResult.Found(List.of());
        };
    try (TestServer server = new TestServer()) {
      server.show(SnapshotBuilder.beforeTheFirstTick()).showing(none).http().warmUp();
      int before = server.looks.get();
      TestServer.until(() -> server.looks.get() > before + 1);
      assertThat(candles.getCount()).isEqualTo(1);

      server.show(SnapshotBuilder.healthy());
      TestServer.until(() -> candles.getCount() == 0);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 65_536})
  @DisplayName("invalid options are rejected by the constructor")
  void options(int port) {
    assertThatThrownBy(() -> TestOptions.at("127.0.0.1", port))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> TestOptions.at(" ", 8080))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** The defaults with a long shutdown grace. */
  private static HttpOptions patient() {
    return new TestOptions().shutdownGrace(TestServer.PATIENCE).build();
  }

  private static boolean refuses(TestServer server) {
    try (Socket socket = server.connect()) {
      return !socket.isConnected();
    } catch (IOException refused) {
      return true;
    }
  }

  private static String failure(String host, int port) {
    try (FeedHttp _ =
        FeedHttp.start(
            TestOptions.at(host, port),
            SnapshotBuilder.healthy()::build,
            new JournalPages(new InMemoryJournal()),
            (_, _, _, _) -> new ReadCandles.CandlesResult.Unavailable("none"),
            Optional.empty(),
            new TestClock())) {
      return "it listens";
    } catch (BindException e) {
      return String.valueOf(e.getMessage());
    }
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
