package btcfeed.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The format of a response")
class FormatsTest {
  private final TestServer server = new TestServer();

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  @DisplayName("is JSON for a client without a preference")
  void noHeader() {
    assertThat(server.raw("GET /metrics HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"))
        .contains("Content-Type: application/json\r\n");
  }

  @ParameterizedTest
  @CsvSource({"/", "/metrics", "/redis/status"})
  @DisplayName("that is not available is 406")
  void notAcceptable(String path) {
    var response = server.get(path, "image/png");

    assertThat(response.statusCode()).isEqualTo(406);
    Shapes.assertShape(TestServer.parse(response.body()), Shapes.PROBLEM);
  }

  @Test
  @DisplayName("a cache must not store anything, so no Vary is needed")
  void noStore() {
    assertThat(server.get("/metrics", "text/plain").headers().firstValue("Cache-Control"))
        .contains("no-store");
  }
}
