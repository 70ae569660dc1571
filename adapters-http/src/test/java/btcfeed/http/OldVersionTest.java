package btcfeed.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@DisplayName("An HTTP/1.0 client")
class OldVersionTest {
  private static final TestServer SERVER = new TestServer();

  @AfterAll
  static void stop() {
    SERVER.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /health HTTP/1.0\r\n\r\n",
        "GET /health/ready HTTP/1.0\r\nHost: feed\r\n\r\n",
        "GET /metrics HTTP/1.0\r\nhost: localhost\r\nConnection: keep-alive\r\n\r\n",
        "GET /api/v1/venues HTTP/1.0\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n"
      })
  @DisplayName("gets one complete response, after which the connection closes")
  void answered(String request) {
    String response = SERVER.raw(request);

    assertThat(response)
        .startsWith("HTTP/1.1 200 ")
        .containsIgnoringCase("\r\nConnection: close\r\n")
        .containsIgnoringCase("\r\nContent-Length: ")
        .doesNotContainIgnoringCase("Transfer-Encoding");
    TestServer.parse(response.split("\r\n\r\n", 2)[1]);
  }

  @Test
  @DisplayName("gets no WebSocket, because HTTP/1.0 has none")
  void noSocket() {
    assertThat(
            SERVER.raw(
                String.join(
                    "\r\n",
                    "GET /api/v1/ws HTTP/1.0",
                    "Host: a",
                    "Connection: Upgrade",
                    "Upgrade: websocket",
                    "Sec-WebSocket-Version: 13",
                    "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==",
                    "",
                    "")))
        .startsWith("HTTP/1.1 426 ");
  }

  @Test
  @DisplayName("is understood however its bytes are split")
  void byteByByte() throws IOException {
    try (Socket socket = SERVER.connect()) {
      socket.setTcpNoDelay(true);
      OutputStream out = socket.getOutputStream();
      for (byte b : "HEAD /ping HTTP/1.0\r\nA: b\r\n\r\n".getBytes(StandardCharsets.US_ASCII)) {
        out.write(b);
      }
      assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
          .startsWith("HTTP/1.1 200 ")
          .endsWith("\r\n\r\n");
    }
  }
}
