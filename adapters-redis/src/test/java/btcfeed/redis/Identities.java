package btcfeed.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Certificates and keys, made for a test by the JDK's own tool. */
final class Identities {
  private static final String PASSWORD = "not-secret";

  private Identities() {}

  /**
   * Makes HOST.pem, self-signed and so its own authority, and HOST.key; answers the former.
   *
   * @param algorithm of the key: {@code EC}, {@code RSA}, {@code Ed25519}
   */
  static Path make(Path directory, String host, String algorithm) throws Exception {
    Path store = directory.resolve(host + ".p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "redis",
                "-keyalg",
                algorithm,
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
    assertThat(keytool.waitFor(300, TimeUnit.SECONDS)).isTrue();
    assertThat(keytool.exitValue()).isZero();
    KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
    Key key = keys.getKey("redis", PASSWORD.toCharArray());
    pem(key(directory, host), "PRIVATE KEY", key.getEncoded());
    return pem(
        directory.resolve(host + ".pem"), "CERTIFICATE", keys.getCertificate("redis").getEncoded());
  }

  /** Where the key of this host is. */
  static Path key(Path directory, String host) {
    return directory.resolve(host + ".key");
  }

  /** Writes a PEM file. */
  static Path pem(Path file, String what, byte[] der) throws IOException {
    byte[] lineEnd = "\n".getBytes(StandardCharsets.US_ASCII);
    return Files.write(
        file,
        List.of(
            "-----BEGIN " + what + "-----",
            Base64.getMimeEncoder(64, lineEnd).encodeToString(der),
            "-----END " + what + "-----"));
  }
}
