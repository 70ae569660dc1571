package btcfeed.http;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.http.stream.WebSocketUpgrader;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Errors")
class ProblemsTest {
  private final TestServer server = new TestServer();

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/nowhere",
        "/health/",
        "/health/live/x",
        "/HEALTH",
        "/favicon.ico",
        "/metrics.json"
      })
  @DisplayName("an unknown path is 404")
  void unknownPath(String path) {
    assertProblem(server.get(path), 404, "Not Found");
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "TRACE", "BREW"})
  @DisplayName("a method other than GET, HEAD and OPTIONS is 405 and lists the allowed methods")
  void wrongMethod(String method) {
    HttpResponse<String> response =
        server.send(server.request("/health").method(method, BodyPublishers.noBody()));

    assertProblem(response, 405, "Method Not Allowed");
    assertThat(response.headers().firstValue("Allow")).contains("GET, HEAD, OPTIONS");
  }

  @Test
  @DisplayName("HEAD has the same header as GET and no body")
  void head() {
    HttpResponse<String> get = server.get("/health");
    HttpResponse<String> head =
        server.send(server.request("/health").method("HEAD", BodyPublishers.noBody()));

    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    assertThat(head.headers().firstValue("Content-Length"))
        .contains(Integer.toString(get.body().length()));
    assertThat(head.headers().firstValue("Content-Type")).contains("application/json");

    server.show(Situations.stale());
    assertThat(
            server
                .send(server.request("/health").method("HEAD", BodyPublishers.noBody()))
                .statusCode())
        .isEqualTo(503);
  }

  @Test
  @DisplayName("OPTIONS lists the allowed methods and grants nothing to other origins")
  void options() {
    HttpResponse<String> response =
        server.send(
            server
                .request("/metrics")
                .header("Origin", "http://elsewhere.example")
                .header("Access-Control-Request-Method", "GET")
                .method("OPTIONS", BodyPublishers.noBody()));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Allow")).contains("GET, HEAD, OPTIONS");
    assertThat(response.headers().map().keySet())
        .noneMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("access-control"));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '!',
      textBlock =
          """
          complete garbage            ! 400 ! garbage||
          an empty request line       ! 400 ! ' ||'
          a TLS hello                 ! 400 ! \u0016\u0003\u0001\u0002\u0000||
          a method without a path     ! 400 ! GET||
          a target without a path     ! 400 ! GET http:%c0 HTTP/1.1|Host: a||
          a method that is none       ! 400 ! GET,POST /health HTTP/1.1|Host: a||
          another protocol            ! 400 ! GET /health FTP/1.1||
          an older version            ! 400 ! GET /health HTTP/0.9||
          a stream in HTTP/1.0        ! 505 ! GET /api/v1/stream HTTP/1.0||
          a method in lower case      ! 400 ! get /health HTTP/1.1|Host: a||
          a method in mixed case      ! 400 ! Get /health HTTP/1.1|Host: a||
          a field without a name      ! 400 ! GET /health HTTP/1.1|Host: a|: x||
          a field name with a space   ! 400 ! GET /health HTTP/1.1|Host: a|X : x||
          a folded field              ! 400 ! GET /health HTTP/1.1|Host: a| x: y||
          a future version            ! 400 ! GET /health HTTP/7.0||
          no host                     ! 400 ! GET /health HTTP/1.1||
          two hosts                   ! 400 ! GET /health HTTP/1.1|Host: a|Host: b||
          a header without a colon    ! 400 ! GET /health HTTP/1.1|Host: a|broken header||
          a negative length           ! 400 ! GET /health HTTP/1.1|Host: a|Content-Length: -5||
          a length that is no number  ! 400 ! GET /health HTTP/1.1|Host: a|Content-Length: many||
          a broken escape             ! 400 ! GET /health%zz HTTP/1.1|Host: a||
          markup in the query         ! 400 ! GET /health?x=<script> HTTP/1.1|Host: a||
          an HTTP/2 preface           ! 400 ! PRI * HTTP/2.0||SM||
          """)
  @DisplayName("bytes that are not a request get a problem document and close the connection")
  void notARequest(String what, int status, String bytes) {
    assertRawProblem(server.raw(bytes.replace("|", "\r\n")), status);
  }

  @Test
  @DisplayName("a request line beyond its limit is 414, header fields beyond theirs 400")
  void tooLarge() {
    assertRawProblem(server.raw("GET /" + "a".repeat(5000) + " HTTP/1.1\r\nHost: a\r\n\r\n"), 414);
    assertRawProblem(
        server.raw("GET /health HTTP/1.1\r\nHost: a\r\nX: " + "a".repeat(17_000) + "\r\n\r\n"),
        400);
    assertRawProblem(
        server.raw("GET /health HTTP/1.1\r\nHost: a\r\n" + "X: a\r\n".repeat(5000) + "\r\n"), 400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "POST /health HTTP/1.1|Host: a|Content-Length: 5||hello",
        "GET /health HTTP/1.1|Host: a|Content-Length: 5||hello",
        "GET /health HTTP/1.1|Host: a|Transfer-Encoding: chunked||5|hello|0||",
        "POST /nowhere HTTP/1.1|Host: a|Content-Length: 999999999999||x",
        "GET /live HTTP/1.1|Host: a|Content-Length: 40||GET /health HTTP/1.1|Host: smuggled||||||"
      })
  @DisplayName("a request body is 413, once, and its content is never read as another request")
  void noBodies(String request) {
    String reply = server.raw(request.replace("|", "\r\n"));

    assertRawProblem(reply, 413);
    assertThat(reply.split("HTTP/1.1 ", -1)).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/../../etc/passwd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/health/../../etc/passwd",
        "//etc/passwd",
        "/..%2f..%2fetc%2fpasswd",
        "/health%00",
        "/health;a=b/../../x",
        "/.git/config",
        "/..\\\\..\\\\windows"
      })
  @DisplayName("a path with .. leads nowhere")
  void traversal(String path) {
    String reply = server.raw("GET " + path + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");

    assertThat(reply).matches("(?s)HTTP/1.1 (404|400) .*application/problem\\+json.*");
    assertThat(reply).doesNotContain("passwd").doesNotContain("root:");
  }

  @Test
  @DisplayName("a failure of the server is 500 without details; the log has them once a minute")
  void serverFailure() {
    List<LogRecord> records = new ArrayList<>();
    Logger logger = Logger.getLogger("btcfeed.http");
    Handler handler = collecting(records);
    logger.addHandler(handler);
    logger.setUseParentHandlers(false);
    try {
      server.showing(
          () -> {
            throw new IllegalStateException("password=hunter2");
          });
      for (int i = 0; i < 5; i++) {
        HttpResponse<String> response = server.get("/health");
        assertProblem(response, 500, "Internal Server Error");
        assertThat(response.body()).doesNotContain("hunter2").doesNotContain("IllegalState");
      }
      assertThat(records).hasSize(1);
      server.clock.advance(Duration.ofMinutes(1));
      server.get("/metrics", "text/plain");
      assertThat(records).hasSize(2);
      assertThat(records.get(1).getMessage()).contains("(and 4 more since the last such line)");
    } finally {
      logger.removeHandler(handler);
      logger.setUseParentHandlers(true);
    }
    server.show(SnapshotBuilder.healthy());
    assertThat(server.get("/health").statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /health HTTP/1.1|Host: a|Connection: close||",
        "GET /nowhere HTTP/1.1|Host: a|Connection: close||",
        "POST /health HTTP/1.1|Host: a|Connection: close||",
        "garbage||"
      })
  @DisplayName("every response has the security headers and no Server field")
  void securityHeaders(String request) {
    String head = server.raw(request.replace("|", "\r\n")).split("\r\n\r\n", 2)[0];

    assertThat(head)
        .contains("\r\nCache-Control: no-store")
        .contains("\r\nX-Content-Type-Options: nosniff")
        .contains("\r\nContent-Security-Policy: default-src 'none'; frame-ancestors 'none'")
        .contains("\r\nReferrer-Policy: no-referrer")
        .contains("\r\nCross-Origin-Resource-Policy: same-origin")
        .doesNotContain("Server:")
        .doesNotContainIgnoringCase("helidon");
  }

  @Test
  @DisplayName("GET / lists the paths, and each of them responds")
  void index() {
    JsonNode index = TestServer.parse(server.get("/", "application/json").body());

    assertThat(index.get("version").asText()).isEqualTo("3.0.0");
    assertThat(index.get("endpoints")).hasSizeGreaterThan(5);
    index
        .get("endpoints")
        .forEach(
            path ->
                assertThat(server.send(server.request(question(path.asText())).HEAD()).statusCode())
                    .as(path.asText())
                    .isEqualTo(path.asText().equals(WebSocketUpgrader.PATH) ? 426 : 200));
  }

  /** A path with the parameters it requires. */
  private static String question(String path) {
    return path.replace("{venue}", "binance")
        + (path.endsWith("/candles") ? "?symbol=BTC-USD&interval=1m" : "");
  }

  private static void assertProblem(HttpResponse<String> response, int status, String title) {
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
    JsonNode problem = TestServer.parse(response.body());
    Shapes.assertShape(problem, Shapes.PROBLEM);
    assertThat(problem.get("status").asInt()).isEqualTo(status);
    assertThat(problem.get("title").asText()).isEqualTo(title);
  }

  private static void assertRawProblem(String reply, int status) {
    assertThat(reply)
        .startsWith("HTTP/1.1 " + status + " ")
        .contains("\r\nConnection: close\r\n")
        .contains("\r\nContent-Type: application/problem+json\r\n");
    JsonNode problem = TestServer.parse(reply.split("\r\n\r\n", 2)[1]);
    Shapes.assertShape(problem, Shapes.PROBLEM);
    assertThat(problem.get("status").asInt()).isEqualTo(status);
  }

  private static Handler collecting(List<LogRecord> records) {
    return new Handler() {
      @Override
      public void publish(LogRecord logged) {
        records.add(logged);
      }

      @Override
      public void flush() {}

      @Override
      public void close() {}
    };
  }
}
