package btcfeed.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import btcfeed.http.server.HttpOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@DisplayName("Slow clients")
class SlowClientsTest {
  private static final Duration SHORT = Duration.ofMillis(200);

  /** The defaults with short timeouts. */
  private static HttpOptions shortTimeouts() {
    return timeouts(SHORT, SHORT);
  }

  private static HttpOptions timeouts(Duration read, Duration response) {
    HttpOptions.Connections shipped = TestOptions.shipped().connections();
    return new TestOptions()
        .connections(
            new HttpOptions.Connections(shipped.most(), shipped.mostPerPeer(), read, response))
        .build();
  }

  @Test
  @DisplayName("a connection without a request is closed")
  void idleConnection() throws IOException {
    try (TestServer server = new TestServer(shortTimeouts());
        Socket socket = server.connect()) {
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "G", "GET /health HTTP/1.1\r\nHost: a\r\n"})
  @DisplayName("the read timeout ends a silent connection, whatever the response timeout is")
  void readTimeout(String already) throws IOException {
    assertThat(TestOptions.shipped().connections().readTimeout()).isEqualTo(Duration.ofSeconds(10));
    try (TestServer server = new TestServer(timeouts(SHORT, Duration.ofDays(1)));
        Socket socket = server.connect()) {
      socket.getOutputStream().write(already.getBytes(StandardCharsets.US_ASCII));
      long before = System.nanoTime();
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
      assertThat(Duration.ofNanos(System.nanoTime() - before))
          .isBetween(SHORT.dividedBy(2), Duration.ofSeconds(10));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "GET /health HTTP/1.1\r\nHost: a\r\n"})
  @DisplayName(
      "a client that sends its request byte by byte is disconnected, in every part of the request")
  void byteByByte(String already) throws IOException {
    try (TestServer server = new TestServer(shortTimeouts());
        Socket socket = server.connect()) {
      socket.getOutputStream().write(already.getBytes(StandardCharsets.US_ASCII));
      assertThat(disconnectedWhileDripping(socket)).isTrue();
    }
  }

  @Test
  @DisplayName("a client that sends requests and never reads is disconnected")
  void neverReads() throws Exception {
    try (TestServer server = new TestServer(shortTimeouts());
        Socket socket = new Socket()) {
      socket.setReceiveBufferSize(4096);
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
      byte[] requests =
          "GET /assets/page.js HTTP/1.1\r\nHost: a\r\n\r\n"
              .repeat(100)
              .getBytes(StandardCharsets.US_ASCII);
      assertThatThrownBy(
              () -> {
                while (true) {
                  socket.getOutputStream().write(requests);
                }
              })
          .isInstanceOf(SocketException.class);
      // On a busy machine, even this client may be too slow at first.
      TestServer.eventually()
          .ignoreExceptions()
          .until(() -> server.get("/health").statusCode() == 200);
    }
  }

  /** Writes one byte every 20 ms until a response; true if the server disconnects. */
  private static boolean disconnectedWhileDripping(Socket socket) throws IOException {
    socket.setSoTimeout(20);
    int drips = 0;
    while (drips < 3_000) {
      try {
        if (socket.getInputStream().read() == -1) {
          return true;
        }
      } catch (SocketTimeoutException silence) {
        drips++;
        if (!writes(socket)) {
          return true;
        }
      } catch (SocketException reset) {
        return true;
      }
    }
    return false;
  }

  private static boolean writes(Socket socket) throws IOException {
    try {
      socket.getOutputStream().write('x');
      return true;
    } catch (SocketException broken) {
      return false;
    }
  }
}
