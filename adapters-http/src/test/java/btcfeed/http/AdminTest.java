package btcfeed.http;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.application.operate.ReconnectVenue;
import btcfeed.domain.line.LineId;
import btcfeed.domain.market.Venue;
import btcfeed.domain.store.ActiveStore;
import btcfeed.domain.store.SwitchCommand;
import btcfeed.domain.store.SwitchResult;
import btcfeed.domain.store.SwitchResult.RefusalReason;
import btcfeed.http.admin.AdminAccess;
import btcfeed.http.admin.AdminToken;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The operator's paths")
class AdminTest {
  private static final int BURST = 20;

  private static final String TOKEN = "3f1c9a5b7d2e4f60812a3b4c5d6e7f80";
  private static final String BEARER = "Bearer " + TOKEN;
  private static final Venue BINANCE = new Venue("binance");

  private final List<String> commands = new CopyOnWriteArrayList<>();
  private volatile SwitchResult decision = new SwitchResult.Accepted(new ActiveStore.Held(0));
  private final TestServer server =
      new TestServer(
          new AdminAccess(
              new AdminToken(TOKEN),
              order -> {
                commands.add(order.name());
                return decision;
              },
              venue -> {
                commands.add(venue);
                return venue.equals("binance")
                    ? List.of(
                        new ReconnectVenue.LineReconnect(
                            new LineId(BINANCE, "a"), ReconnectVenue.Action.REPLACING),
                        new ReconnectVenue.LineReconnect(
                            new LineId(BINANCE, "b"), ReconnectVenue.Action.CONNECTING))
                    : List.of();
              }));

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "GET", "OPTIONS", "DELETE"})
  @DisplayName("are 404 by every method, like any unknown path, when no token is set")
  void closedByDefault(String method) {
    try (TestServer closed = new TestServer()) {
      for (String path :
          List.of("/admin/failover", "/admin/failback", "/admin/venues/binance/reconnect")) {
        HttpResponse<String> response =
            closed.send(
                closed
                    .request(path)
                    .header("Authorization", BEARER)
                    .method(method, BodyPublishers.noBody()));
        assertProblem(response, 404);
        assertThat(response.headers().map()).doesNotContainKeys("allow", "www-authenticate");
      }
      assertThat(closed.get("/", "application/json").body()).doesNotContain("admin");
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          nothing              |
          another token        | Bearer 3f1c9a5b7d2e4f60812a3b4c5d6e7f81
          the beginning of it  | Bearer 3f1c9a5b7d2e4f60812a3b4c5d6e7f8
          more than it         | Bearer 3f1c9a5b7d2e4f60812a3b4c5d6e7f800
          it in capitals       | Bearer 3F1C9A5B7D2E4F60812A3B4C5D6E7F80
          no scheme            | 3f1c9a5b7d2e4f60812a3b4c5d6e7f80
          another scheme       | Basic 3f1c9a5b7d2e4f60812a3b4c5d6e7f80
          an empty one         | Bearer
          """)
  @DisplayName("return 401 and the required scheme to a client without the token")
  void wrongToken(String what, String authorization) {
    List<HttpRequest.Builder> requests =
        List.of(post("/admin/failover"), post("/admin/venues/nobody/reconnect"));
    for (HttpRequest.Builder request : requests) {
      if (authorization != null) {
        request.header("Authorization", authorization);
      }
      HttpResponse<String> response = server.send(request);

      assertProblem(response, 401);
      assertThat(response.headers().firstValue("WWW-Authenticate"))
          .contains("Bearer realm=\"btc-feed\"");
      assertThat(response.body()).doesNotContain("3f1c9");
    }
    assertThat(commands).isEmpty();
  }

  @Test
  @DisplayName("return 401 to two tokens, even if one of them is right")
  void twoTokens() {
    HttpResponse<String> response =
        server.send(
            post("/admin/failover")
                .header("Authorization", BEARER)
                .header("Authorization", "Bearer other"));

    assertProblem(response, 401);
    assertThat(commands).isEmpty();
  }

  @Test
  @DisplayName("accept the scheme in any case, as RFC 9110 requires")
  void scheme() {
    HttpResponse<String> response =
        server.send(post("/admin/failover").header("Authorization", "bEARER  " + TOKEN));

    assertThat(response.statusCode()).isEqualTo(200);
  }

  @Test
  @DisplayName("switch readers to the failover at once and report that they stay there")
  void failover() {
    HttpResponse<String> response = operate("/admin/failover");

    assertThat(response.statusCode()).isEqualTo(200);
    JsonNode result = TestServer.parse(response.body());
    Shapes.assertShape(result, Shapes.MOVED);
    assertThat(result.get("done").asText()).isEqualTo("failover");
    assertThat(result.get("active").asText()).isEqualTo("failover");
    assertThat(result.get("held_by_operator").asBoolean()).isTrue();
    assertThat(commands).containsExactly("FAILOVER");
  }

  @Test
  @DisplayName("start the return to the primary and return 202, because it takes time")
  void failback() {
    decision = new SwitchResult.Accepted(new ActiveStore.Returning(0, 0));
    HttpResponse<String> response = operate("/admin/failback");

    assertThat(response.statusCode()).isEqualTo(202);
    JsonNode result = TestServer.parse(response.body());
    Shapes.assertShape(result, Shapes.MOVED);
    assertThat(result.get("active").asText()).isEqualTo("failover");
    assertThat(result.get("held_by_operator").asBoolean()).isFalse();
    assertThat(commands).containsExactly("FAILBACK");
  }

  @Test
  @DisplayName("start to reconnect a venue line by line, and reject unknown venues")
  void reconnect() {
    HttpResponse<String> response = operate("/admin/venues/binance/reconnect");

    assertThat(response.statusCode()).isEqualTo(202);
    JsonNode result = TestServer.parse(response.body());
    Shapes.assertShape(result, Shapes.RECONNECTING);
    assertThat(result.get("venue").asText()).isEqualTo("binance");
    assertThat(result.at("/lines/a").asText()).isEqualTo("replacing");
    assertThat(result.at("/lines/b").asText()).isEqualTo("connecting");

    HttpResponse<String> unknown = operate("/admin/venues/evil-venue/reconnect");
    assertProblem(unknown, 404);
    assertThat(unknown.body()).doesNotContain("evil");
  }

  @ParameterizedTest
  @CsvSource({
    "FAILOVER, ONE_STORE, only one store",
    "FAILOVER, NOT_IN_REACH, failover store is not reachable",
    "FAILOVER, BEHIND, failover store is behind",
    "FAILOVER, ALREADY_THERE, already use the failover store",
    "FAILBACK, ONE_STORE, only one store",
    "FAILBACK, NOT_IN_REACH, primary store is not reachable",
    "FAILBACK, ALREADY_THERE, already use the primary store"
  })
  @DisplayName("return 409 and the reason when a command is refused")
  void refused(SwitchCommand order, RefusalReason why, String words) {
    decision = new SwitchResult.Refused(why);
    HttpResponse<String> response = operate("/admin/" + order.name().toLowerCase(Locale.ROOT));

    assertProblem(response, 409);
    assertThat(TestServer.parse(response.body()).get("detail").asText()).contains(words);
  }

  @Test
  @DisplayName(
      "return 503 when the feed does not process the command, and state that it will not do so"
          + " later")
  void unanswered() {
    decision = new SwitchResult.Unanswered();
    HttpResponse<String> response = operate("/admin/failover");

    assertProblem(response, 503);
    assertThat(response.headers().firstValue("Retry-After")).contains("1");
    assertThat(response.body()).contains("not do it later");
  }

  @Test
  @DisplayName("accept 20 attempts at once, then one every 3 s, and send Retry-After")
  void rateLimit() {
    for (int i = 0; i < BURST; i++) {
      assertThat(operate("/admin/venues/binance/reconnect").statusCode()).isEqualTo(202);
    }
    HttpResponse<String> response = operate("/admin/failover");
    assertProblem(response, 429);
    assertThat(response.headers().firstValue("Retry-After")).contains("3");
    assertThat(commands).doesNotContain("FAILOVER");

    server.clock.advance(Duration.ofSeconds(3));
    assertThat(operate("/admin/failover").statusCode()).isEqualTo(200);
    assertProblem(operate("/admin/failback"), 429);
  }

  @Test
  @DisplayName("stay open to the operator while a client without the token keeps trying")
  void separateLimits() {
    for (int i = 0; i < BURST; i++) {
      assertProblem(server.send(post("/admin/failover")), 401);
    }
    HttpResponse<String> stranger = server.send(post("/admin/failover"));
    assertProblem(stranger, 429);
    assertThat(stranger.headers().firstValue("Retry-After")).isPresent();

    assertThat(operate("/admin/failover").statusCode()).isEqualTo(200);
    server.clock.advance(Duration.ofHours(1));
    for (int i = 0; i < BURST; i++) {
      assertProblem(server.send(post("/admin/failover")), 401);
    }
    assertProblem(server.send(post("/admin/failover")), 429);
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "HEAD", "PUT", "DELETE", "PATCH", "TRACE", "BREW"})
  @DisplayName("return 405 to any method except POST and do nothing")
  void otherMethods(String method) {
    HttpResponse<String> response =
        server.send(
            server
                .request("/admin/failover")
                .header("Authorization", BEARER)
                .method(method, BodyPublishers.noBody()));

    assertThat(response.statusCode()).isEqualTo(405);
    assertThat(response.headers().firstValue("Allow")).contains("POST, OPTIONS");
    assertThat(commands).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "//admin/failover",
        "/admin//failover",
        "/%61dmin/failover",
        "/admin%2ffailover",
        "/health/../admin/failover",
        "/./admin/failover",
        "/admin/failover/",
        "/admin/failover;a=b",
        "/admin/venues/%62inance/reconnect",
        "http://a/admin/failover"
      })
  @DisplayName("exist in one spelling only, so that a proxy that protects them cannot be bypassed")
  void otherSpellings(String target) {
    String reply =
        server.raw(
            "POST "
                + target
                + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\nAuthorization: "
                + BEARER
                + "\r\n\r\n");

    assertThat(reply).startsWith("HTTP/1.1 404 ").contains("application/problem+json");
    assertThat(commands).isEmpty();
  }

  @Test
  @DisplayName("grant nothing to a page of another origin, with or without a preflight")
  void otherOrigins() {
    HttpResponse<String> response =
        server.send(
            server
                .request("/admin/failover")
                .header("Origin", "http://elsewhere.example")
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "authorization")
                .method("OPTIONS", BodyPublishers.noBody()));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Allow")).contains("POST, OPTIONS");
    assertThat(response.headers().map().keySet())
        .noneMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("access-control"));
    assertThat(commands).isEmpty();
  }

  @Test
  @DisplayName("do nothing for a request with parameters, a body or an unsupported format")
  void strict() {
    assertProblem(operate("/admin/failover?dry_run=true"), 400);
    assertProblem(
        server.send(
            post("/admin/failover")
                .header("Authorization", BEARER)
                .header("Accept", "application/xml")),
        406);
    HttpResponse<String> body =
        server.send(
            server
                .request("/admin/failover")
                .header("Authorization", BEARER)
                .POST(BodyPublishers.ofString("{}")));
    assertProblem(body, 413);
    assertThat(commands).isEmpty();
  }

  @Test
  @DisplayName("log one line per attempt: action, address, result, and no secret")
  void audit() {
    try (LogCapture log = LogCapture.of("btcfeed.admin")) {
      operate("/admin/failover");
      decision = new SwitchResult.Refused(RefusalReason.ALREADY_THERE);
      operate("/admin/failover");
      operate("/admin/venues/evil-venue/reconnect");
      operate("/admin/venues/binance/reconnect");
      server.send(post("/admin/failback").header("Authorization", "Bearer wrong-" + TOKEN));

      assertThat(log.lines())
          .containsExactly(
              "INFO Admin: failover requested from 127.0.0.1: done, readers use the failover store"
                  + " until failback.",
              "WARNING Admin: failover requested from 127.0.0.1: refused, readers already use the"
                  + " failover store.",
              "WARNING Admin: reconnect requested from 127.0.0.1: refused, the feed does not use"
                  + " that venue.",
              "INFO Admin: reconnect requested from 127.0.0.1: started for 2 lines of binance.",
              "WARNING Admin: failback requested from 127.0.0.1: refused, without a valid token.");
    }
  }

  @Test
  @DisplayName("summarise attempts beyond the rate limit in one log line a minute")
  void auditOfManyAttempts() {
    try (LogCapture log = LogCapture.of("btcfeed.admin")) {
      for (int i = 0; i < BURST + 50; i++) {
        server.send(post("/admin/failover"));
      }
      assertThat(log.lines()).hasSize(BURST + 1);

      server.clock.advance(Duration.ofMinutes(1));
      for (int i = 0; i < BURST + 1; i++) {
        server.send(post("/admin/failover"));
      }
      assertThat(log.lines().getLast())
          .endsWith("refused, too many attempts (and 49 more since the last such line).");
    }
  }

  private HttpResponse<String> operate(String path) {
    return server.send(post(path).header("Authorization", BEARER));
  }

  private HttpRequest.Builder post(String path) {
    return server.request(path).POST(BodyPublishers.noBody());
  }

  private static void assertProblem(HttpResponse<String> response, int status) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
    Shapes.assertShape(TestServer.parse(response.body()), Shapes.PROBLEM);
    assertThat(Map.of("status", TestServer.parse(response.body()).get("status").asInt()))
        .containsEntry("status", status);
  }
}
