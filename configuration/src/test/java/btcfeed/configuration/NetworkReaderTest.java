package btcfeed.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.exchange.net.ProxyServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The connection to venues")
class NetworkReaderTest {
  private static final String HOST = "venue.test";

  @Test
  @DisplayName("is direct by default")
  void direct() {
    assertThat(Configs.config().network()).isEqualTo(FeedConfig.Network.DIRECT);
  }

  @ParameterizedTest
  @DisplayName("uses FEED_PROXY, else HTTPS_PROXY, else ALL_PROXY, lower case first")
  @CsvSource({
    "FEED_PROXY=http://f:1 HTTPS_PROXY=http://h:2 ALL_PROXY=http://a:3,http://f:1",
    "HTTPS_PROXY=http://h:2 ALL_PROXY=http://a:3,http://h:2",
    "https_proxy=http://l:4 HTTPS_PROXY=http://h:2,http://l:4",
    "ALL_PROXY=socks5h://a:3,socks5://a:3",
    "all_proxy=a:3,http://a:3",
    "FEED_PROXY=none HTTPS_PROXY=http://h:2,",
    "FEED_PROXY=direct ALL_PROXY=http://a:3,",
    "HTTP_PROXY=http://h:2,",
    "HTTPS_PROXY=http://h:2 NO_PROXY=venue.test,",
    "HTTPS_PROXY=http://h:2 no_proxy=other.test,http://h:2",
    "FEED_PROXY=http://f:1 no_proxy=*,"
  })
  void choice(String settings, String proxy) {
    assertThat(config(settings).network().proxies().proxyFor(HOST, 443).map(ProxyServer::toString))
        .isEqualTo(Optional.ofNullable(proxy));
  }

  @ParameterizedTest
  @DisplayName("never uses a proxy of the environment to this computer")
  @ValueSource(strings = {"localhost", "127.0.0.1", "::1"})
  void loopback(String host) {
    assertThat(config("ALL_PROXY=http://a:3").network().proxies().proxyFor(host, 80)).isEmpty();
    assertThat(config("FEED_PROXY=http://a:3").network().proxies().proxyFor(host, 80)).isPresent();
  }

  @ParameterizedTest
  @DisplayName("refuses a proxy of another kind, and names the variable")
  @ValueSource(strings = {"FEED_PROXY", "HTTPS_PROXY", "ALL_PROXY"})
  void otherKinds(String name) {
    assertThat(Configs.faults(Configs.load(name, "https://user:hidden@proxy:3128")))
        .singleElement()
        .satisfies(
            fault ->
                assertThat(fault.text())
                    .contains(name, "an https:// proxy and SOCKS4 are not supported")
                    .doesNotContain("hidden"));
  }

  @Test
  @DisplayName("ignores an invalid variable of the environment if FEED_PROXY is set")
  void overruled() {
    assertThat(Configs.config("FEED_PROXY", "none", "HTTPS_PROXY", "https://proxy").network())
        .isEqualTo(FeedConfig.Network.DIRECT);
  }

  @ParameterizedTest
  @DisplayName("never shows a password")
  @ValueSource(strings = {"http://user:hidden@proxy:3128", "user:hidden@proxy:3128"})
  void secrets(String url) {
    Loaded loaded = Configs.load("FEED_PROXY", url);
    FeedConfig config = Configs.usable(loaded).config();

    assertThat(Configs.row(loaded, "FEED_PROXY").value())
        .contains("proxy:3128")
        .doesNotContain("hidden", "user", "us");
    assertThat(config.toString()).doesNotContain("hidden");
    assertThat(config.secrets()).contains(new Secret("hidden"));
  }

  @ParameterizedTest
  @DisplayName("warns of a proxy setting that this service does not use")
  @ValueSource(strings = {"HTTP_PROXY", "http_proxy", "WS_PROXY", "wss_proxy"})
  void unused(String name) {
    assertThat(Configs.load(name, "http://proxy:3128").warnings())
        .singleElement()
        .asString()
        .contains(name, "not used", "FEED_PROXY");
    assertThat(Configs.load(name, "http://proxy:3128", "HTTPS_PROXY", "http://h:1").warnings())
        .isEmpty();
  }

  @Test
  @DisplayName("needs a usable file of authorities")
  void authorities(@TempDir Path dir) throws Exception {
    Path empty = Files.writeString(dir.resolve("ca.pem"), "no certificate");

    assertThat(Configs.faults(Configs.load("FEED_SSL_CA_FILE", empty.toString())))
        .singleElement()
        .satisfies(fault -> assertThat(fault.text()).contains("FEED_SSL_CA_FILE", "PEM"));
    assertThat(Configs.faults(Configs.load("FEED_SSL_CA_FILE", dir.resolve("none").toString())))
        .hasSize(1);
  }

  private static FeedConfig config(String settings) {
    return Configs.config(settings.split("[ =]"));
  }
}
