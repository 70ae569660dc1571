package btcfeed.http;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.application.operate.ReconnectVenue;
import btcfeed.domain.line.LineId;
import btcfeed.domain.market.Venue;
import btcfeed.domain.store.ActiveStore;
import btcfeed.domain.store.SwitchCommand;
import btcfeed.domain.store.SwitchResult;
import btcfeed.domain.store.SwitchResult.Refusal;
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
  /** Attempts at once. */
  private static final int ALLOWED = 20;

  private static final String TOKEN = "3f1c9a5b7d2e4f60812a3b4c5d6e7f80";
  private static final String BEARER = "Bearer " + TOKEN;
  private static final Venue BINANCE = new Venue("binance");

  private final List<String> asked = new CopyOnWriteArrayList<>();
  private volatile SwitchResult decision = new SwitchResult.Followed(new ActiveStore.Held(0));
  private final TestServer server =
      new TestServer(
          new AdminAccess(
              new AdminToken(TOKEN),
              order -> {
                asked.add(order.name());
                return decision;
              },
              venue -> {
                asked.add(venue);
                return venue.equals("binance")
                    ? List.of(
                        new ReconnectVenue.Begun(
                            new LineId(BINANCE, "a"), ReconnectVenue.Doing.REPLACING),
                        new ReconnectVenue.Begun(
                            new LineId(BINANCE, "b"), ReconnectVenue.Doing.CONNECTING))
                    : List.of();
              }));

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "GET", "OPTIONS", "DELETE"})
  @DisplayName("are 404 by every method, as any other path, where no token is set")
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
  @DisplayName("answer 401, and what is needed, to whoever does not show the token")
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
    assertThat(asked).isEmpty();
  }

  @Test
  @DisplayName("answer 401 to two tokens, even if one of them is right")
  void twoTokens() {
    HttpResponse<String> response =
        server.send(
            post("/admin/failover")
                .header("Authorization", BEARER)
                .header("Authorization", "Bearer other"));

    assertProblem(response, 401);
    assertThat(asked).isEmpty();
  }

  @Test
  @DisplayName("take the scheme in any case, as RFC 9110 has it")
  void scheme() {
    HttpResponse<String> response =
        server.send(post("/admin/failover").header("Authorization", "bEARER  " + TOKEN));

    assertThat(response.statusCode()).isEqualTo(200);
  }

  @Test
  @DisplayName("move readers to the failover, at once, and say that they stay")
  void failover() {
    HttpResponse<String> response = operate("/admin/failover");

    assertThat(response.statusCode()).isEqualTo(200);
    JsonNode said = TestServer.parse(response.body());
    Shapes.assertShape(said, Shapes.MOVED);
    assertThat(said.get("done").asText()).isEqualTo("failover");
    assertThat(said.get("active").asText()).isEqualTo("failover");
    assertThat(said.get("held_by_operator").asBoolean()).isTrue();
    assertThat(asked).containsExactly("FAILOVER");
  }

  @Test
  @DisplayName("begin the return to the primary, which is 202, for it takes a while")
  void failback() {
    decision = new SwitchResult.Followed(new ActiveStore.Returning(0, 0));
    HttpResponse<String> response = operate("/admin/failback");

    assertThat(response.statusCode()).isEqualTo(202);
    JsonNode said = TestServer.parse(response.body());
    Shapes.assertShape(said, Shapes.MOVED);
    assertThat(said.get("active").asText()).isEqualTo("failover");
    assertThat(said.get("held_by_operator").asBoolean()).isFalse();
    assertThat(asked).containsExactly("FAILBACK");
  }

  @Test
  @DisplayName("begin a venue's reconnection, line by line, and know no other venue")
  void reconnect() {
    HttpResponse<String> response = operate("/admin/venues/binance/reconnect");

    assertThat(response.statusCode()).isEqualTo(202);
    JsonNode said = TestServer.parse(response.body());
    Shapes.assertShape(said, Shapes.RECONNECTING);
    assertThat(said.get("venue").asText()).isEqualTo("binance");
    assertThat(said.at("/lines/a").asText()).isEqualTo("replacing");
    assertThat(said.at("/lines/b").asText()).isEqualTo("connecting");

    HttpResponse<String> unknown = operate("/admin/venues/evil-venue/reconnect");
    assertProblem(unknown, 404);
    assertThat(unknown.body()).doesNotContain("evil");
  }

  @ParameterizedTest
  @CsvSource({
    "FAILOVER, ONE_STORE, only one store",
    "FAILOVER, NOT_IN_REACH, failover store is not in reach",
    "FAILOVER, BEHIND, failover store is behind",
    "FAILOVER, ALREADY_THERE, on the failover store already",
    "FAILBACK, ONE_STORE, only one store",
    "FAILBACK, NOT_IN_REACH, primary store is not in reach",
    "FAILBACK, ALREADY_THERE, on the primary store already"
  })
  @DisplayName("answer 409, and which it is, where an order is not followed")
  void refused(SwitchCommand order, Refusal why, String words) {
    decision = new SwitchResult.Refused(why);
    HttpResponse<String> response = operate("/admin/" + order.name().toLowerCase(Locale.ROOT));

    assertProblem(response, 409);
    assertThat(TestServer.parse(response.body()).get("detail").asText()).contains(words);
  }

  @Test
  @DisplayName("answer 503 where the feed does not come to it, and say that it will not later")
  void unanswered() {
    decision = new SwitchResult.Unanswered();
    HttpResponse<String> response = operate("/admin/failover");

    assertProblem(response, 503);
    assertThat(response.headers().firstValue("Retry-After")).contains("1");
    assertThat(response.body()).contains("not do it later");
  }

  @Test
  @DisplayName("take twenty attempts at once, then one each three seconds, and say when")
  void allowance() {
    for (int i = 0; i < ALLOWED; i++) {
      assertThat(operate("/admin/venues/binance/reconnect").statusCode()).isEqualTo(202);
    }
    HttpResponse<String> response = operate("/admin/failover");
    assertProblem(response, 429);
    assertThat(response.headers().firstValue("Retry-After")).contains("3");
    assertThat(asked).doesNotContain("FAILOVER");

    server.clock.advance(Duration.ofSeconds(3));
    assertThat(operate("/admin/failover").statusCode()).isEqualTo(200);
    assertProblem(operate("/admin/failback"), 429);
  }

  @Test
  @DisplayName("cannot be closed to the operator by a stranger who knocks all day")
  void strangers() {
    for (int i = 0; i < ALLOWED; i++) {
      assertProblem(server.send(post("/admin/failover")), 401);
    }
    HttpResponse<String> stranger = server.send(post("/admin/failover"));
    assertProblem(stranger, 429);
    assertThat(stranger.headers().firstValue("Retry-After")).isPresent();

    assertThat(operate("/admin/failover").statusCode()).isEqualTo(200);
    server.clock.advance(Duration.ofHours(1));
    for (int i = 0; i < ALLOWED; i++) {
      assertProblem(server.send(post("/admin/failover")), 401);
    }
    assertProblem(server.send(post("/admin/failover")), 429);
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "HEAD", "PUT", "DELETE", "PATCH", "TRACE", "BREW"})
  @DisplayName("do nothing by any method but POST, which is 405 and says so")
  void otherMethods(String method) {
    HttpResponse<String> response =
        server.send(
            server
                .request("/admin/failover")
                .header("Authorization", BEARER)
                .method(method, BodyPublishers.noBody()));

    assertThat(response.statusCode()).isEqualTo(405);
    assertThat(response.headers().firstValue("Allow")).contains("POST, OPTIONS");
    assertThat(asked).isEmpty();
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
  @DisplayName("are found in one spelling only, lest a proxy that guards them be talked past")
  void otherSpellings(String target) {
    String answer =
        server.raw(
            "POST "
                + target
                + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\nAuthorization: "
                + BEARER
                + "\r\n\r\n");

    assertThat(answer).startsWith("HTTP/1.1 404 ").contains("application/problem+json");
    assertThat(asked).isEmpty();
  }

  @Test
  @DisplayName("grant a page of another origin nothing, asked beforehand or not")
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
    assertThat(asked).isEmpty();
  }

  @Test
  @DisplayName("do nothing when they are asked for more than they know, or in a format they lack")
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
    assertThat(asked).isEmpty();
  }

  @Test
  @DisplayName("leave one line for each attempt: what, from where, what came of it, no secret")
  void audit() {
    try (LogCapture log = LogCapture.of("btcfeed.admin")) {
      operate("/admin/failover");
      decision = new SwitchResult.Refused(Refusal.ALREADY_THERE);
      operate("/admin/failover");
      operate("/admin/venues/evil-venue/reconnect");
      operate("/admin/venues/binance/reconnect");
      server.send(post("/admin/failback").header("Authorization", "Bearer wrong-" + TOKEN));

      assertThat(log.lines())
          .containsExactly(
              "INFO Admin: failover, asked for from 127.0.0.1: done, readers use the failover store"
                  + " and stay.",
              "WARNING Admin: failover, asked for from 127.0.0.1: refused, readers are on the"
                  + " failover store already, and stay there.",
              "WARNING Admin: reconnect, asked for from 127.0.0.1: refused, the feed does not"
                  + " listen to that venue.",
              "INFO Admin: reconnect, asked for from 127.0.0.1: begun, for 2 lines to binance.",
              "WARNING Admin: failback, asked for from 127.0.0.1: refused, without the token.");
    }
  }

  @Test
  @DisplayName("sum up once a minute what comes beyond the allowance")
  void auditOfAFlood() {
    try (LogCapture log = LogCapture.of("btcfeed.admin")) {
      for (int i = 0; i < ALLOWED + 50; i++) {
        server.send(post("/admin/failover"));
      }
      assertThat(log.lines()).hasSize(ALLOWED + 1);

      server.clock.advance(Duration.ofMinutes(1));
      for (int i = 0; i < ALLOWED + 1; i++) {
        server.send(post("/admin/failover"));
      }
      assertThat(log.lines().getLast())
          .endsWith("refused, more attempts than allowed (and 49 more like it since last said).");
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
