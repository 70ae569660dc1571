package btcfeed.http;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.domain.store.StoreName;
import btcfeed.domain.store.SwitchReason;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Secrets")
class SecretsTest {

  @Test
  @DisplayName("never leave, even when a driver quotes the address it was given")
  void masked() {
    String url = "rediss://feed:hunter2@redis.example:6380/0";
    try (TestServer server = new TestServer()) {
      server.show(
          SnapshotBuilder.healthy()
              .venue(VenueBuilder.waiting("proxy http://me:hunter2@proxy.example refused"))
              .store(
                  StoreBuilder.away(
                          StoreName.PRIMARY, SwitchReason.UNREACHABLE, "no route to " + url)
                      .at(url))
              .journal(SnapshotBuilder.journal(0, 0, "cannot ship to " + url)));
      for (String path :
          new String[] {"/health", "/metrics", "/redis/status", "/health/ready", "/"}) {
        assertThat(server.get(path).body()).as(path).doesNotContain("hunter2");
      }
      assertThat(server.get("/metrics", "text/plain").body()).doesNotContain("hunter2");
      assertThat(server.get("/redis/status").body())
          .contains("no route to rediss://***@redis.example:6380/0");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "redis://u:p@h:1, redis://***@h:1",
    "redis://:p@h, redis://***@h",
    "redis://h:6379, redis://h:6379",
    "me@example.org, me@example.org",
    "a redis://u:p@h and redis://v:q@i, a redis://***@h and redis://***@i",
    "wss://h/path@v1, wss://h/path@v1"
  })
  @DisplayName("are what stands before the @ of a URL, and nothing else")
  void what(String text, String shown) {
    assertThat(Secrets.mask(text)).isEqualTo(shown);
  }

  @Test
  @DisplayName("a password with an @ in it is masked whole")
  void atSign() {
    assertThat(Secrets.mask("redis://u:p@ss@h:1")).isEqualTo("redis://***@h:1");
  }

  @Test
  @DisplayName("a text is cut at a screen's length, not in the middle of a mask")
  void bounded() {
    String cut = Secrets.mask("x".repeat(Secrets.MAX_LENGTH - 12) + " redis://u:secret@h");

    assertThat(cut).hasSizeLessThan(Secrets.MAX_LENGTH + 4).doesNotContain("secr");
    assertThat(Secrets.mask("x".repeat(5000))).hasSize(Secrets.MAX_LENGTH + 3);
  }
}
