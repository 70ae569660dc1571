package btcfeed.http;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.domain.store.ActiveStore;
import btcfeed.domain.store.SwitchResult;
import btcfeed.http.admin.AdminAccess;
import btcfeed.http.admin.AdminToken;
import btcfeed.testsupport.InMemoryJournal;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A web page of another origin")
class OriginsTest {
  private static final String DESK = "https://desk.example";

  private final TestServer server =
      new TestServer(
          new TestOptions().corsOrigins(Set.of(DESK)).build(),
          new InMemoryJournal(),
          Optional.of(
              new AdminAccess(
                  new AdminToken("0123456789abcdef0123456789abcdef"),
                  _ -> new SwitchResult.Accepted(new ActiveStore.Held(0)),
                  _ -> List.of())));

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  @DisplayName("reads responses if it is configured, also after a preflight")
  void named() {
    HttpResponse<String> response = ask("GET", "/api/v1/price", DESK);
    assertThat(response.headers().firstValue("Access-Control-Allow-Origin")).contains(DESK);
    assertThat(response.headers().firstValue("Vary")).contains("Origin");
    assertThat(response.headers().firstValue("Access-Control-Allow-Credentials")).isEmpty();

    HttpResponse<String> before = ask("OPTIONS", "/api/v1/stream", DESK);
    assertThat(before.statusCode()).isEqualTo(200);
    assertThat(before.headers().firstValue("Access-Control-Allow-Methods")).contains("GET, HEAD");
    assertThat(before.headers().firstValue("Access-Control-Allow-Headers"))
        .contains("Last-Event-ID");
  }

  @Test
  @DisplayName("reads nothing if it is not configured, even if it looks similar")
  void others() {
    for (String origin : List.of("https://desk.example.evil", "http://desk.example", "null", "*")) {
      assertThat(granted(ask("GET", "/api/v1/price", origin))).as(origin).isEmpty();
      assertThat(granted(ask("OPTIONS", "/api/v1/price", origin))).as(origin).isEmpty();
    }
  }

  @Test
  @DisplayName("changes nothing, configured or not")
  void admin() {
    assertThat(granted(ask("OPTIONS", "/admin/failover", DESK))).isEmpty();
    assertThat(granted(ask("POST", "/admin/failover", DESK))).isEmpty();
  }

  private HttpResponse<String> ask(String method, String path, String origin) {
    return server.send(
        server.request(path).header("Origin", origin).method(method, BodyPublishers.noBody()));
  }

  private static List<String> granted(HttpResponse<String> response) {
    return response.headers().map().entrySet().stream()
        .map(Map.Entry::getKey)
        .filter(name -> name.toLowerCase(Locale.ROOT).startsWith("access-control"))
        .toList();
  }
}
