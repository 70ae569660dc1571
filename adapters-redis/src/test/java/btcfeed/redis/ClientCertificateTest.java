package btcfeed.redis;

import static btcfeed.testsupport.StoreFixtures.LEASE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import btcfeed.domain.port.PricePort;
import btcfeed.testsupport.RedisProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A store over TLS that requires a client certificate")
class ClientCertificateTest {
  @TempDir private static Path directory;

  /** Made once, because the tool takes seconds for each. */
  @BeforeAll
  static void identities() throws Exception {
    for (String name : List.of("localhost", "feed", "untrusted")) {
      Identities.make(directory, name, "EC");
    }
    Identities.make(directory, "feed-rsa", "RSA");
    Identities.make(directory, "feed-ed", "Ed25519");
  }

  @ParameterizedTest
  @ValueSource(strings = {"feed", "feed-rsa"})
  @DisplayName("is written to with a certificate it trusts, for every kind of key")
  void known(String client) throws Exception {
    int port = RedisProcess.freePort();
    try (RedisProcess redis = requiring(port, client);
        RedissonStore store = open(port, Optional.of(pair(client, client)))) {
      Stores.send(store, LEASE, 5);
      assertThat(Stores.ids(redis, "btc:ticks")).hasSize(5);
    }
  }

  @Test
  @DisplayName("is not written to without one or with an untrusted one, and reports it at once")
  void unknown() throws Exception {
    int port = RedisProcess.freePort();
    try (RedisProcess _ = requiring(port, "feed");
        RedissonStore without = open(port, Optional.empty());
        RedissonStore untrusted = open(port, Optional.of(pair("untrusted", "untrusted")))) {
      // How much of the server's error arrives before its reset depends on the two hosts.
      assertThat(refusal(without)).contains("certificate");
      assertThat(refusal(untrusted)).containsAnyOf("certificate", "unknown_ca");
    }
  }

  @Test
  @DisplayName("accepts a raw connection in the same way, but not unverified")
  void bare() throws Exception {
    int port = RedisProcess.freePort();
    Optional<Tls.Identity> pair = Optional.of(pair("feed", "feed"));
    try (RedisProcess _ = requiring(port, "feed");
        Socket socket =
            RawConnection.connect(
                new Topology.Node("localhost", port),
                new Tls(true, true, Optional.of(server()), pair))) {
      socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
      assertThat(socket.getInputStream().readNBytes(5)).asString().isEqualTo("+PONG");
      assertThatThrownBy(
              () ->
                  RawConnection.connect(
                      new Topology.Node("127.0.0.1", port),
                      new Tls(true, true, Optional.of(server()), pair)))
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  @DisplayName("never receives a certificate whose key is unreadable or of another certificate")
  void obstacles() throws Exception {
    assertThat(pair("feed-ed", "feed-ed").obstacle()).isEmpty();
    assertThat(pair("feed", "feed").obstacle()).isEmpty();
    assertObstacle(
        pair("feed", "untrusted"),
        "untrusted.key is not the key of the certificate in",
        "feed.pem");
    assertObstacle(
        pair("feed", "feed-rsa"), "feed-rsa.key is not the key of the certificate in", "feed.pem");
    assertObstacle(pair("feed", "none"), "none.key cannot be read");
    assertObstacle(pair("none", "feed"), "none.pem cannot be read");
    assertObstacle(
        new Tls.Identity(Identities.key(directory, "feed"), Identities.key(directory, "feed")),
        "feed.key holds no certificate in PEM");
    assertObstacle(
        new Tls.Identity(directory.resolve("feed.pem"), directory.resolve("feed.pem")),
        "feed.pem holds no private key in PEM");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ENCRYPTED PRIVATE KEY", "RSA PRIVATE KEY", "EC PRIVATE KEY"})
  @DisplayName(
      "never receives a certificate whose key has another format; the error explains the"
          + " conversion")
  void otherForms(String form) throws Exception {
    Identities.pem(Identities.key(directory, "other"), form, new byte[] {1, 2, 3});
    assertObstacle(pair("feed", "other"), "other.key is", "openssl pkcs8 -topk8 -nocrypt");
  }

  @Test
  @DisplayName("receives its configured name in the handshake")
  void serverName() throws Exception {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(Certificates.keys(pair("localhost", "localhost")).getKeyManagers(), null, null);
    try (SSLServerSocket listening =
            (SSLServerSocket)
                context
                    .getServerSocketFactory()
                    .createServerSocket(0, 5, InetAddress.getLoopbackAddress());
        RedissonStore store = open(listening.getLocalPort(), Optional.empty())) {
      CompletableFuture<List<SNIServerName>> asked = new CompletableFuture<>();
      Thread.ofVirtual().start(() -> accept(listening, asked));
      assertThat(refusal(store)).startsWith("Unreachable");
      assertThat(asked.get(30, TimeUnit.SECONDS)).containsExactly(new SNIHostName("localhost"));
    }
  }

  private static void accept(
      SSLServerSocket listening, CompletableFuture<List<SNIServerName>> asked) {
    try (SSLSocket socket = (SSLSocket) listening.accept()) {
      socket.startHandshake();
      asked.complete(((ExtendedSSLSession) socket.getSession()).getRequestedServerNames());
    } catch (IOException e) {
      asked.completeExceptionally(e);
    }
  }

  private static RedisProcess requiring(int port, String trusted) {
    return RedisProcess.start(
        "--tls-port",
        Integer.toString(port),
        "--tls-cert-file",
        server().toString(),
        "--tls-key-file",
        Identities.key(directory, "localhost").toString(),
        "--tls-ca-cert-file",
        directory.resolve(trusted + ".pem").toString(),
        "--tls-auth-clients",
        "yes");
  }

  private static Path server() {
    return directory.resolve("localhost.pem");
  }

  private static Tls.Identity pair(String certificate, String key) {
    return new Tls.Identity(
        directory.resolve(certificate + ".pem"), Identities.key(directory, key));
  }

  private static void assertObstacle(Tls.Identity identity, String... words)
      throws GeneralSecurityException {
    assertThat(identity.obstacle())
        .hasValueSatisfying(why -> assertThat(why).contains(words).doesNotContain("\n"));
  }

  private static RedissonStore open(int port, Optional<Tls.Identity> identity) {
    return new RedissonStore(
        new RedisTarget(
            new Topology.Single(new Topology.Node("localhost", port)),
            "",
            "",
            new Tls(true, true, Optional.of(server()), identity),
            0,
            Stores.TIMEOUT,
            "btc-feed"),
        Publishing.DEFAULT,
        new Stores.Wall());
  }

  private static String refusal(RedissonStore store) {
    return switch (store.position()) {
      case PricePort.PositionResult.Failed(PricePort.Failure failure) -> failure.toString();
      case PricePort.PositionResult.At(var position) ->
          throw new IllegalStateException("" + position);
    };
  }
}
