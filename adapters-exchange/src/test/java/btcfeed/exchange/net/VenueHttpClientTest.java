package btcfeed.exchange.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import btcfeed.exchange.SystemClock;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("An HTTP exchange with a venue")
@Timeout(60)
class VenueHttpClientTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Duration SHORT = Duration.ofMillis(600);
  private static final int LIMIT = 10_000;
  private static final String PAGE = "[{\"id\":1}]";

  private VenueHttpClient http = client(LONG);

  @AfterEach
  void close() {
    http.close();
  }

  @Test
  @DisplayName("sends path, host and user agent, and returns status, headers and body")
  void exchange() throws Exception {
    try (LoopbackServer server =
        LoopbackServer.answering(
            "HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 429 Slow Down\r\nRetry-After: 7\r\n"
                + "Content-Length: 10\r\n\r\n"
                + PAGE)) {
      VenueHttpClient.Response response = http.get(uri(server, "/a%2Fb?c=%2B1&d=e"));
      assertThat(response.status()).isEqualTo(429);
      assertThat(response.header("retry-after")).contains("7");
      assertThat(response.header("Location")).isEmpty();
      assertThat(response.retryAfter()).contains(Duration.ofSeconds(7));
      assertThat(text(response)).isEqualTo(PAGE);
      assertThat(server.requests.take())
          .startsWith("GET /a%2Fb?c=%2B1&d=e HTTP/1.1\r\n")
          .contains("Host: 127.0.0.1:" + server.port() + "\r\n")
          .contains("User-Agent: btc-feed\r\n");
    }
  }

  @Test
  @DisplayName("can be a POST with an empty body")
  void post() throws Exception {
    try (LoopbackServer server = LoopbackServer.answering("HTTP/1.1 204 No Content\r\n\r\n")) {
      assertThat(text(http.post(uri(server, "")))).isEmpty();
      assertThat(server.requests.take())
          .startsWith("POST / HTTP/1.1\r\n")
          .contains("Content-Length: 0\r\n");
    }
  }

  @ParameterizedTest
  @DisplayName("ends at its deadline, wherever the venue stops or slows down")
  @ValueSource(
      strings = {
        "",
        "HTTP/1.1 200 OK\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n0123456789",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n",
        "HTTP/1.1 200 OK\r\n\r\nwithout a length",
        "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n"
      })
  void deadline(String start) throws Exception {
    http = client(SHORT);
    CountDownLatch over = new CountDownLatch(1);
    try (LoopbackServer server =
        LoopbackServer.start(client -> drip(client.getOutputStream(), start, over))) {
      assertThatThrownBy(() -> body(server))
          .isInstanceOf(IOException.class)
          .hasMessage("127.0.0.1: no complete response within 0.6 s");
    } finally {
      over.countDown();
    }
  }

  @ParameterizedTest
  @DisplayName("decompresses a body, requested or not")
  @ValueSource(strings = {"gzip", "x-gzip", "GZIP", "deflate", "raw", "identity", "gzip, gzip"})
  void compressed(String coding) throws Exception {
    try (LoopbackServer server =
        LoopbackServer.answering(encoded(coding, PAGE.getBytes(StandardCharsets.UTF_8)))) {
      assertThat(body(server)).isEqualTo(PAGE);
    }
  }

  @ParameterizedTest
  @DisplayName("fails with the reason if the body is unusable")
  @CsvSource(
      delimiter = '|',
      value = {
        "Content-Encoding: br\\r\\n\\r\\nxx               | content coding 'br'",
        "Content-Encoding: gzip\\r\\n\\r\\nno gzip at all | Not in GZIP format",
        "Content-Length: 100\\r\\n\\r\\nshort             | Premature end",
        "Content-Length: -1\\r\\n\\r\\nshort              | not valid HTTP",
      })
  void unusable(String rest, String reason) throws Exception {
    try (LoopbackServer server =
        LoopbackServer.answering("HTTP/1.1 200 OK\r\n" + rest.translateEscapes())) {
      assertThatThrownBy(() -> body(server))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(reason);
    }
  }

  @Test
  @DisplayName("limits a body before and after decompression")
  void limit() throws Exception {
    byte[] bomb = new byte[20_000_000];
    try (LoopbackServer plain =
            LoopbackServer.answering("HTTP/1.1 200 OK\r\n\r\n" + "x".repeat(LIMIT + 1));
        LoopbackServer packed = LoopbackServer.answering(encoded("gzip", bomb))) {
      assertThatThrownBy(() -> body(plain)).hasMessage("the body is longer than 10000 bytes");
      assertThatThrownBy(() -> body(packed)).hasMessage("the body is longer than 10000 bytes");
    }
  }

  @ParameterizedTest
  @DisplayName("refuses a head without end")
  @ValueSource(strings = {"X: y\r\n", "x", "\r\n"})
  void head(String piece) throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    try (LoopbackServer server =
        LoopbackServer.start(
            client -> {
              OutputStream out = client.getOutputStream();
              out.write(
                  (piece.isBlank() ? "" : "HTTP/1.1 200 OK\r\n")
                      .getBytes(StandardCharsets.US_ASCII));
              while (over.getCount() > 0) {
                out.write(piece.repeat(1000).getBytes(StandardCharsets.US_ASCII));
              }
            })) {
      assertThatThrownBy(() -> body(server)).isInstanceOf(IOException.class);
    } finally {
      over.countDown();
    }
  }

  @Test
  @DisplayName("follows no redirect")
  void redirect() throws Exception {
    try (LoopbackServer server =
        LoopbackServer.answering(
            "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n")) {
      VenueHttpClient.Response response = http.get(uri(server, "/"));
      assertThat(response.status()).isEqualTo(302);
      assertThat(response.header("Location")).contains("http://127.0.0.1:1/");
    }
  }

  @Test
  @DisplayName("ends when the client closes, and none starts afterwards")
  void closed() throws Exception {
    try (LoopbackServer server =
        LoopbackServer.start(client -> client.getInputStream().readAllBytes())) {
      CountDownLatch failed = new CountDownLatch(1);
      Thread.startVirtualThread(
          () -> {
            assertThatThrownBy(() -> body(server)).hasMessage("the HTTP client is closed");
            failed.countDown();
          });
      http.close();
      failed.await();
      assertThatThrownBy(() -> body(server)).hasMessage("the HTTP client is closed");
    }
  }

  @ParameterizedTest
  @DisplayName("requires an http or https URL with a host")
  @ValueSource(strings = {"ftp://venue.test/", "http:///x", "mailto:a@b"})
  void urls(String url) {
    assertThatThrownBy(() -> http.get(URI.create(url)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("not an http or https URL");
  }

  private static VenueHttpClient client(Duration timeout) {
    return new VenueHttpClient(OutboundConnector.direct(new SystemClock()), timeout, LIMIT);
  }

  private static URI uri(LoopbackServer server, String path) {
    return URI.create("http://127.0.0.1:" + server.port() + path);
  }

  private String body(LoopbackServer server) throws IOException {
    return text(http.get(uri(server, "/")));
  }

  private static String text(VenueHttpClient.Response response) throws IOException {
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  /** Writes the start, and then a byte from time to time until the other side closes. */
  private static void drip(OutputStream out, String start, CountDownLatch over) throws IOException {
    out.write(start.getBytes(StandardCharsets.ISO_8859_1));
    try {
      while (!over.await(50, java.util.concurrent.TimeUnit.MILLISECONDS)) {
        if (start.contains("\r\n\r\n") && !start.contains("chunked") && !start.contains("gzip")) {
          out.write('x');
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static byte[] encoded(String coding, byte[] body) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out =
        switch (coding) {
          case "gzip, gzip" -> new GZIPOutputStream(new GZIPOutputStream(packed));
          case "deflate" -> new DeflaterOutputStream(packed);
          case "raw" -> new DeflaterOutputStream(packed, new Deflater(9, true));
          case "identity" -> packed;
          default -> new GZIPOutputStream(packed);
        }) {
      out.write(body);
    }
    ByteArrayOutputStream response = new ByteArrayOutputStream();
    String header = coding.equals("raw") ? "deflate" : coding;
    response.writeBytes(
        ("HTTP/1.1 200 OK\r\nContent-Encoding: " + header + "\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII));
    response.writeBytes(packed.toByteArray());
    return response.toByteArray();
  }
}
