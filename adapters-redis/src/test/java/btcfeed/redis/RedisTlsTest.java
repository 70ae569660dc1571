package btcfeed.redis;

import static btcfeed.testsupport.StoreFixtures.LEASE;
import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.domain.port.PricePort;
import btcfeed.testsupport.RedisProcess;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A store over TLS")
class RedisTlsTest {
  @TempDir private Path directory;
  private Path certificate;
  private int tlsPort;
  private RedisProcess redis;

  @BeforeEach
  void start() throws Exception {
    certificate = Identities.make(directory, "localhost", "EC");
    tlsPort = RedisProcess.freePort();
    redis =
        RedisProcess.start(
            "--tls-port",
            Integer.toString(tlsPort),
            "--tls-cert-file",
            certificate.toString(),
            "--tls-key-file",
            directory.resolve("localhost.key").toString(),
            "--tls-ca-cert-file",
            certificate.toString(),
            "--tls-auth-clients",
            "no");
  }

  @AfterEach
  void stop() {
    redis.close();
  }

  @Test
  @DisplayName("is written to if the CA file has its authority")
  void trusted() {
    try (RedissonStore store = open("localhost", true, Optional.of(certificate))) {
      Stores.send(store, LEASE, 5);
    }
    assertThat(Stores.ids(redis, "btc:ticks")).hasSize(5);
  }

  @Test
  @DisplayName("is not written to if the CA file has another authority; the error says so")
  void anotherAuthority() throws Exception {
    try (RedissonStore store =
        open("localhost", true, Optional.of(Identities.make(directory, "elsewhere", "EC")))) {
      assertRefusal(
          store, "TLS", "of an authority that is not trusted", "issued by", "CN=localhost");
    }
  }

  @Test
  @DisplayName("is trusted by the file's and by the system's authorities")
  void bothTrusted() throws Exception {
    int system = issuers(Optional.empty());
    assertThat(issuers(Optional.of(certificate))).isEqualTo(system + 1).isGreaterThan(1);
  }

  private static int issuers(Optional<Path> file) throws Exception {
    return ((javax.net.ssl.X509TrustManager) Trust.of(file).getTrustManagers()[0])
        .getAcceptedIssuers()
        .length;
  }

  @Test
  @DisplayName("is not written to if its authority is unknown; the error says so")
  void untrusted() {
    try (RedissonStore store = open("localhost", true, Optional.empty())) {
      assertRefusal(store, "TLS", "of an authority that is not trusted");
    }
  }

  @Test
  @DisplayName("is not written to under a name its certificate does not have")
  void anotherName() {
    try (RedissonStore store = open("127.0.0.1", true, Optional.of(certificate))) {
      assertRefusal(store, "TLS");
    }
  }

  @Test
  @DisplayName("is written to unverified on request")
  void unverified() {
    try (RedissonStore store = open("127.0.0.1", false, Optional.empty())) {
      Stores.send(store, LEASE, 5);
    }
    assertThat(Stores.ids(redis, "btc:ticks")).hasSize(5);
  }

  private RedissonStore open(String host, boolean verify, Optional<Path> caFile) {
    return new RedissonStore(
        new RedisTarget(
            new Topology.Single(new Topology.Node(host, tlsPort)),
            "",
            "",
            new Tls(true, verify, caFile, Optional.empty()),
            0,
            Stores.TIMEOUT,
            "btc-feed"),
        Publishing.DEFAULT,
        new Stores.Wall());
  }

  /** The first answer gives the reason, even in a new JVM. */
  private static void assertRefusal(RedissonStore store, String... words) {
    assertThat(refusal(store)).contains(words);
  }

  private static String refusal(RedissonStore store) {
    return switch (store.position()) {
      case PricePort.PositionResult.Failed(PricePort.Failure failure) -> failure.toString();
      case PricePort.PositionResult.At(var position) ->
          throw new IllegalStateException("" + position);
    };
  }
}
