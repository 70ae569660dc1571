package btcfeed.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A request for another host name")
class HostsTest {
  private static final String KEY = "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n";
  private static final String UPGRADE = "Upgrade: websocket\r\nConnection: Upgrade\r\n" + KEY;

  private final TestServer server =
      new TestServer(new TestOptions().hosts(Set.of("feed.example.com", ".feeds.example")).build());

  @AfterEach
  void close() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/health", "/metrics", "/api/v1/price", "/api/v1/stream", "/redis/status", "/"})
  @DisplayName("is refused with 421 and names the setting that allows it")
  void refused(String path) throws IOException {
    String reply = ask(path, "Host: evil.example\r\n");
    assertThat(reply).startsWith("HTTP/1.1 421 ").contains("FEED_HTTP_HOSTS");
    assertThat(ask(path, "Host: evil.example:" + server.port() + "\r\n")).contains(" 421 ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Host: evil.example\r\n",
        "Host: evil.example\r\nOrigin: http://evil.example\r\n",
        "Host: localhost.evil.example\r\nOrigin: http://localhost.evil.example\r\n",
        "Host: 127.0.0.1.evil.example\r\n",
        "Host: feed.example.com.evil.example\r\n",
        "Host: feeds.example\r\n",
        "Host: localhost\r\nHost: evil.example\r\n",
        "Host: localhost\r\nOrigin: http://localhost\r\nOrigin: http://evil.example\r\n",
        "Host: localhost\r\nOrigin: http://evil.example\r\n",
        "Host: evil.example\r\nOrigin: http://localhost\r\n",
      })
  @DisplayName("never opens a WebSocket, and neither does a page of another or of two origins")
  void noWebSocket(String headers) throws IOException {
    assertThat(ask("/api/v1/ws", headers + UPGRADE)).doesNotContain(" 101 ").contains("HTTP/1.1 4");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "localhost:8080",
        "feed.localhost",
        "127.0.0.1",
        "127.8.9.10:80",
        "192.168.1.7:8080",
        "[::1]",
        "[::1]:8080",
        "feed",
        "feed:8080",
        "btc-feed.default.svc:8080",
        "btc-feed.default.svc.cluster.local",
        "feed.corp.internal",
        "feed.example.com",
        "FEED.example.com.",
        "a.feeds.example:443",
      })
  @DisplayName("does not concern names that no foreign page can have, and configured names")
  void own(String host) throws IOException {
    assertThat(ask("/health", "Host: " + host + "\r\n")).startsWith("HTTP/1.1 200 ");
    assertThat(ask("/api/v1/ws", "Host: " + host + "\r\nOrigin: http://" + host + "\r\n" + UPGRADE))
        .startsWith("HTTP/1.1 101 ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/health/live", "/health/ready", "/health/started", "/live", "/ping"})
  @DisplayName("is accepted for a probe")
  void probes(String path) throws IOException {
    assertThat(ask(path, "Host: whatever.example\r\n")).startsWith("HTTP/1.1 200 ");
  }

  @Test
  @DisplayName("cannot change anything")
  void admin() throws IOException {
    assertThat(ask("/admin/failover", "Host: evil.example\r\n")).doesNotContain(" 200 ");
  }

  /** The start of the response to a GET with these header lines. */
  private String ask(String path, String headers) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.setSoTimeout((int) TestServer.PATIENCE.toMillis());
      String request = "GET " + path + " HTTP/1.1\r\n" + headers + "\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      ByteArrayOutputStream reply = new ByteArrayOutputStream();
      byte[] buffer = new byte[4096];
      // The body of a refusal may arrive after its header.
      while (!reply.toString(StandardCharsets.UTF_8).contains("\r\n\r\n")
          || (reply.toString(StandardCharsets.UTF_8).contains(" 421 ")
              && !reply.toString(StandardCharsets.UTF_8).contains("}"))) {
        int count = socket.getInputStream().read(buffer);
        if (count < 0) {
          break;
        }
        reply.write(buffer, 0, count);
      }
      return reply.toString(StandardCharsets.UTF_8);
    }
  }
}
