package btcfeed.sink.postgresql;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;

/** Certificates of a server, made with the JDK's {@code keytool}. */
final class ServerCertificate {
  private static final String SECRET = "keystore";

  private ServerCertificate() {}

  /** Switches encryption on; returns the file of the certificate. */
  static Path install(PostgresServer server)
      throws IOException, GeneralSecurityException, InterruptedException {
    Path certificate = make(server.directory(), "server");
    server.own(certificate);
    server.own(server.directory().resolve("server.key"));
    server.sql(
        "ALTER SYSTEM SET ssl_cert_file = '" + certificate + "'",
        "ALTER SYSTEM SET ssl_key_file = '" + server.directory().resolve("server.key") + "'",
        "ALTER SYSTEM SET ssl = on",
        "SELECT pg_reload_conf()");
    await().until(() -> server.value("SHOW ssl").equals("on"));
    return certificate;
  }

  /** The certificate of another server. */
  static Path another(PostgresServer server)
      throws IOException, GeneralSecurityException, InterruptedException {
    return make(server.directory(), "another");
  }

  private static Path make(Path directory, String name)
      throws IOException, GeneralSecurityException, InterruptedException {
    Path store = directory.resolve(name + ".p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                name,
                "-keyalg",
                "EC",
                "-dname",
                "CN=127.0.0.1",
                "-ext",
                "san=ip:127.0.0.1",
                "-validity",
                "3650",
                "-keystore",
                store.toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                SECRET)
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("keytool.log").toFile())
            .start();
    if (keytool.waitFor() != 0) {
      throw new AssertionError(Files.readString(directory.resolve("keytool.log")));
    }
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, SECRET.toCharArray());
    }
    pem(
        directory.resolve(name + ".key"),
        "PRIVATE KEY",
        keys.getKey(name, SECRET.toCharArray()).getEncoded());
    return pem(
        directory.resolve(name + ".crt"), "CERTIFICATE", keys.getCertificate(name).getEncoded());
  }

  private static Path pem(Path file, String kind, byte[] content) throws IOException {
    String body =
        Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(content);
    String text = "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(kind, body, kind);
    return Files.writeString(file, text);
  }
}
