package btcfeed.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import btcfeed.domain.port.PricePort;
import btcfeed.domain.store.WriterSeat;
import btcfeed.testsupport.RedisProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A store over TLS")
class RedisTlsTest {
  private static final String PASSWORD = "not-secret";
  private static final WriterSeat SEAT = new WriterSeat(3, "journal-a", 1_700_000_000_000_000L);

  @TempDir private Path directory;
  private Path certificate;
  private int tlsPort;
  private RedisProcess redis;

  @BeforeEach
  void putUp() throws Exception {
    certificate = identity("localhost");
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
  void takeDown() {
    redis.close();
  }

  @Test
  @DisplayName("is written to when its certificate is vouched for by the CA file given")
  void trusted() {
    try (RedissonStore store = open("localhost", true, Optional.of(certificate))) {
      Stores.send(store, SEAT, 5);
    }
    assertThat(Stores.ids(redis, "btc:ticks")).hasSize(5);
  }

  @Test
  @DisplayName("is not written to when the CA file vouches for another, and says so")
  void anotherAuthority() throws Exception {
    try (RedissonStore store = open("localhost", true, Optional.of(identity("elsewhere")))) {
      awaitRefusal(store, "TLS", "PKIX");
    }
  }

  @Test
  @DisplayName("is not written to when nobody vouches for it, and says so")
  void untrusted() {
    try (RedissonStore store = open("localhost", true, Optional.empty())) {
      awaitRefusal(store, "TLS", "PKIX");
    }
  }

  @Test
  @DisplayName("is not written to under a name its certificate does not have")
  void anotherName() {
    try (RedissonStore store = open("127.0.0.1", true, Optional.of(certificate))) {
      awaitRefusal(store, "TLS");
    }
  }

  @Test
  @DisplayName("is written to unverified when that was asked for")
  void unverified() {
    try (RedissonStore store = open("127.0.0.1", false, Optional.empty())) {
      Stores.send(store, SEAT, 5);
    }
    assertThat(Stores.ids(redis, "btc:ticks")).hasSize(5);
  }

  private RedissonStore open(String host, boolean verify, Optional<Path> caFile) {
    return new RedissonStore(
        new RedisTarget(host, tlsPort, "", "", true, verify, caFile, 0, Stores.TIMEOUT, "btc-feed"),
        Publishing.DEFAULT,
        new Stores.Wall());
  }

  /** Asks, as a sender does, until the store is known not to be reached, and why. */
  private static void awaitRefusal(RedissonStore store, String... words) {
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(refusal(store)).contains(words));
  }

  private static String refusal(RedissonStore store) {
    return switch (store.position()) {
      case PricePort.Reading.Failed(PricePort.Failure failure) -> failure.toString();
      case PricePort.Reading.At(var position) -> throw new IllegalStateException("" + position);
    };
  }

  /** Makes HOST.pem, self-signed and so its own authority, and HOST.key; answers the former. */
  private Path identity(String host) throws Exception {
    Path store = directory.resolve(host + ".p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "redis",
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + host,
                "-ext",
                "SAN=dns:" + host,
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD,
                "-validity",
                "2")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(keytool.exitValue()).isZero();
    KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
    Key key = keys.getKey("redis", PASSWORD.toCharArray());
    pem(directory.resolve(host + ".key"), "PRIVATE KEY", key.getEncoded());
    return pem(
        directory.resolve(host + ".pem"), "CERTIFICATE", keys.getCertificate("redis").getEncoded());
  }

  private static Path pem(Path file, String what, byte[] der) throws IOException {
    byte[] lineEnd = "\n".getBytes(StandardCharsets.US_ASCII);
    return Files.write(
        file,
        List.of(
            "-----BEGIN " + what + "-----",
            Base64.getMimeEncoder(64, lineEnd).encodeToString(der),
            "-----END " + what + "-----"));
  }
}
