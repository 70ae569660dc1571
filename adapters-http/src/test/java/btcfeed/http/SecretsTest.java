package btcfeed.http;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.domain.store.StoreName;
import btcfeed.domain.store.SwitchReason;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Secrets")
class SecretsTest {

  @Test
  @DisplayName("never appear in a response, even when a driver's error text quotes a URL")
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
}
