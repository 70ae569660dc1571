package btcfeed.exchange.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import btcfeed.exchange.SystemClock;
import java.io.IOException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Behind a proxy")
@Timeout(60)
class ProxyTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(20);
  private static final URI VENUE = URI.create("http://venue.invalid:9/trades");

  private LoopbackServer venue;

  @BeforeEach
  void start() throws IOException {
    venue = LoopbackServer.answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n[]");
  }

  @AfterEach
  void stop() throws IOException {
    venue.close();
  }

  @ParameterizedTest
  @DisplayName("a connection uses the proxy, which looks the name up")
  @CsvSource({"http,false", "http,true", "socks5,false", "socks5,true"})
  void through(String scheme, boolean authenticate) throws Exception {
    try (TestProxy proxy =
        scheme.equals("http")
            ? TestProxy.http(venue.port(), authenticate)
            : TestProxy.socks5(venue.port(), authenticate)) {
      assertThat(get(explicit(proxy.url()))).isEqualTo("[]");
      assertThat(proxy.targets).containsExactly("venue.invalid:9");
    }
  }

  @Test
  @DisplayName("a proxy that requires a password is named, and the password is not shown")
  void wrongPassword() throws Exception {
    try (TestProxy proxy = TestProxy.http(venue.port(), true)) {
      String url = proxy.url().replace("p%40ss", "wrong-secret");
      assertThatThrownBy(() -> get(explicit(url)))
          .hasMessageContaining(
              "the proxy 127.0.0.1:" + proxy.port() + " answered 407 Proxy Authentication Required")
          .hasMessageNotContaining("wrong-secret");
      assertThat(ProxyServer.parse(url))
          .hasToString("Optional[http://127.0.0.1:" + proxy.port() + "]");
      assertThat(explicit(url).toString()).doesNotContain("wrong-secret");
    }
  }

  @ParameterizedTest
  @DisplayName("a proxy that refuses, breaks the protocol or closes is named with the reason")
  @CsvSource(
      delimiter = '|',
      value = {
        "http   | HTTP/1.1 403 Forbidden\\r\\n\\r\\n | answered 403 Forbidden",
        "http   | SSH-2.0-OpenSSH\\r\\n\\r\\n        | the response is not HTTP",
        "http   | ''                                 | answered nothing and closed the connection",
        "socks5 | HTTP/1.1 400 Bad\\r\\n\\r\\n       | something that is not SOCKS5",
        "socks5 | \\5\\0\\5\\2                       | its rules do not allow this connection",
        "socks5 | \\5\\0\\5\\5                       | the host refused the connection",
        "socks5 | \\5\\177                           | an unknown way to authenticate",
        "socks5 | \\5\\2                             | requires user and password",
      })
  void failures(String scheme, String answer, String reason) throws Exception {
    byte[] bytes = answer.translateEscapes().getBytes(StandardCharsets.ISO_8859_1);
    try (LoopbackServer proxy =
        LoopbackServer.start(
            client -> {
              client.getOutputStream().write(bytes);
              client.shutdownOutput();
              client.getInputStream().readAllBytes();
            })) {
      assertThatThrownBy(() -> get(explicit(scheme + "://127.0.0.1:" + proxy.port())))
          .hasMessageContaining("the proxy 127.0.0.1:" + proxy.port())
          .hasMessageContaining(reason);
    }
  }

  @Test
  @DisplayName("a silent proxy costs the timeout and no more")
  void silentProxy() throws Exception {
    try (LoopbackServer proxy =
        LoopbackServer.start(client -> client.getInputStream().readAllBytes())) {
      OutboundConnector connector = connector(explicit("http://127.0.0.1:" + proxy.port()));
      assertThatThrownBy(
              () ->
                  connector.connect("venue.invalid", 9, Duration.ofMillis(500), new Cancellation()))
          .hasMessage("the proxy 127.0.0.1:" + proxy.port() + " answered nothing within 0.5 s");
    }
  }

  @Test
  @DisplayName("an unreachable proxy is named")
  void noProxyThere() throws Exception {
    int port = venue.port();
    venue.close();
    assertThatThrownBy(() -> get(explicit("http://127.0.0.1:" + port)))
        .hasMessageContaining("the proxy 127.0.0.1:" + port + " cannot be reached")
        .hasMessageContaining("refused");
  }

  @Test
  @DisplayName("own addresses bypass the proxy of the environment, but not FEED_PROXY")
  void ownAddresses() {
    ProxyServer proxy = ProxyServer.parse("http://proxy:3128").orElseThrow();
    ProxySettings ambient = new ProxySettings(Optional.empty(), Optional.of(proxy), NoProxy.NONE);
    ProxySettings explicit = new ProxySettings(Optional.of(proxy), Optional.empty(), NoProxy.NONE);

    for (String own : new String[] {"localhost", "127.0.0.1", "127.1.2.3", "::1", "a.localhost"}) {
      assertThat(ambient.proxyFor(own, 80)).as(own).isEmpty();
      assertThat(explicit.proxyFor(own, 80)).as(own).contains(proxy);
    }
    assertThat(ambient.proxyFor("venue.test", 443)).contains(proxy);
  }

  @ParameterizedTest
  @DisplayName("NO_PROXY names the hosts that are connected directly")
  @CsvSource(
      delimiter = '|',
      value = {
        "*                     | venue.test       | true",
        "venue.test            | venue.test       | true",
        "venue.test            | api.venue.test   | true",
        ".venue.test           | api.venue.test   | true",
        ".venue.test           | VENUE.TEST.      | true",
        "*.venue.test          | api.venue.test   | true",
        "venue.test            | othervenue.test  | false",
        "other.test,venue.test | venue.test       | true",
        "other.test venue.test | venue.test       | true",
        "venue.test:443        | venue.test       | true",
        "venue.test:80         | venue.test       | false",
        "10.0.0.0/8            | 10.1.2.3         | true",
        "10.0.0.0/8            | 11.1.2.3         | false",
        "10.0.0.0/8:443        | 10.1.2.3         | true",
        "10.0.0.0/8:80         | 10.1.2.3         | false",
        "[2001:db8::/32]:443   | 2001:db8:7::1    | true",
        "10.0.0.0/99           | 10.1.2.3         | false",
        "10.1.2.3              | 10.1.2.3         | true",
        "10.1.2.3:443          | 10.1.2.3         | true",
        "10.1.2.3:80           | 10.1.2.3         | false",
        "[2001:db8::1]:443     | 2001:db8::1      | true",
        "2001:db8::1           | 2001:db8:0::1    | true",
        "2001:db8::/32         | 2001:db8:7::1    | true",
        "''                    | venue.test       | false",
        "'::::,/,.,]['         | venue.test       | false",
      })
  void exceptions(String noProxy, String host, boolean direct) {
    assertThat(NoProxy.parse(noProxy).matches(host, 443)).isEqualTo(direct);
  }

  @ParameterizedTest
  @DisplayName("a URL that is no supported proxy is refused")
  @ValueSource(
      strings = {
        "https://proxy:3128",
        "socks4://proxy:1080",
        "http://",
        "http://proxy:0",
        "http://proxy:99999",
        "http://proxy:3128/path",
        "http://u:%zz@proxy:3128",
        "http://u:a%0Ab@proxy:3128",
        "http://pro xy:3128",
        ""
      })
  void refused(String url) {
    assertThat(ProxyServer.parse(url)).isEmpty();
  }

  @ParameterizedTest
  @DisplayName("a proxy URL may omit scheme, port and user")
  @CsvSource({
    "proxy:3128,http://proxy:3128",
    "http://proxy,http://proxy:80",
    "socks5h://u:p@proxy,socks5://proxy:1080",
    "SOCKS5://[::1]:9,socks5://[::1]:9",
    "http://a@b:c@proxy:1/,http://proxy:1",
  })
  void accepted(String url, String shown) {
    assertThat(ProxyServer.parse(url).orElseThrow()).hasToString(shown);
  }

  private static ProxySettings explicit(String url) {
    return new ProxySettings(ProxyServer.parse(url), Optional.empty(), NoProxy.NONE);
  }

  private static OutboundConnector connector(ProxySettings proxies) {
    return new OutboundConnector(
        host -> {
          throw new UnknownHostException(host);
        },
        proxies,
        TrustedAuthorities::system,
        new SystemClock());
  }

  private static String get(ProxySettings proxies) throws IOException {
    try (VenueHttpClient http = new VenueHttpClient(connector(proxies), TIMEOUT, 1000)) {
      return new String(http.get(VENUE).body(), StandardCharsets.UTF_8);
    }
  }
}
