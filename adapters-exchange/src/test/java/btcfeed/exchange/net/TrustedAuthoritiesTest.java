package btcfeed.exchange.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import btcfeed.exchange.SystemClock;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A file of certificate authorities")
@Timeout(300)
class TrustedAuthoritiesTest {
  private static final String PASSWORD = "not-secret";
  private static final Duration TIMEOUT = Duration.ofMinutes(1);

  @TempDir static Path directory;

  /** A certificate for localhost that no authority of Java vouches for. */
  @BeforeAll
  static void selfSigned() throws Exception {
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "venue",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "SAN=dns:localhost",
                "-storetype",
                "PKCS12",
                "-keystore",
                directory.resolve("venue.p12").toString(),
                "-storepass",
                PASSWORD,
                "-validity",
                "2")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(keytool.waitFor(200, TimeUnit.SECONDS)).isTrue();
    assertThat(keytool.exitValue()).isZero();
    byte[] certificate = keys().getCertificate("venue").getEncoded();
    Files.writeString(
        directory.resolve("ca.pem"),
        "-----BEGIN CERTIFICATE-----\n"
            + Base64.getMimeEncoder().encodeToString(certificate)
            + "\n-----END CERTIFICATE-----\n");
  }

  @Test
  @DisplayName("adds trust in a venue that Java alone does not trust, for its own name only")
  void trusted() throws Exception {
    SSLContext extended = TrustedAuthorities.systemAnd(directory.resolve("ca.pem"));
    try (LoopbackServer venue =
        LoopbackServer.on(
            listen(),
            client -> {
              LoopbackServer.head(client.getInputStream());
              client
                  .getOutputStream()
                  .write("HTTP/1.1 200 OK\r\n\r\n[]".getBytes(StandardCharsets.US_ASCII));
            })) {
      assertThat(get(extended, "localhost", venue)).isEqualTo("[]");
      assertThatThrownBy(() -> get(TrustedAuthorities.system(), "localhost", venue))
          .hasMessageContaining("PKIX");
      assertThatThrownBy(() -> get(extended, "127.0.0.1", venue)).hasMessageContaining("127.0.0.1");
    }
  }

  @Test
  @DisplayName("adds to the authorities of Java and replaces none")
  void adds() throws Exception {
    assertThat(TrustedAuthorities.obstacle(directory.resolve("ca.pem"))).isEmpty();
    assertThat(TrustedAuthorities.authorities(directory.resolve("ca.pem")).size())
        .isGreaterThan(10);
  }

  @Test
  @DisplayName("that is unusable is named with the reason")
  void unusable() throws Exception {
    Path text = Files.writeString(directory.resolve("text.pem"), "no certificate");
    Path empty = Files.writeString(directory.resolve("empty.pem"), "");
    Path missing = directory.resolve("missing.pem");

    for (Path file : new Path[] {text, empty, missing}) {
      assertThat(TrustedAuthorities.obstacle(file)).get().asString().contains(file.toString());
    }
  }

  private static String get(SSLContext trust, String host, LoopbackServer venue)
      throws IOException {
    OutboundConnector connector =
        new OutboundConnector(ProxySettings.NONE, () -> trust, new SystemClock());
    try (VenueHttpClient http = new VenueHttpClient(connector, TIMEOUT, 100)) {
      URI uri = URI.create("https://" + host + ":" + venue.port() + "/");
      return new String(http.get(uri).body(), StandardCharsets.US_ASCII);
    }
  }

  private static ServerSocket listen() throws Exception {
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(keys(), PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context
        .getServerSocketFactory()
        .createServerSocket(0, 5, InetAddress.getLoopbackAddress());
  }

  private static KeyStore keys() throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(directory.resolve("venue.p12"))) {
      store.load(in, PASSWORD.toCharArray());
    }
    return store;
  }
}
