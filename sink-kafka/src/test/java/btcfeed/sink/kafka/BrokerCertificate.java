package btcfeed.sink.kafka;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A key of the brokers of a test, and its certificate, which no authority has signed. */
final class BrokerCertificate {
  /** Made once, by the JDK's own tool. */
  static final BrokerCertificate SHARED = new BrokerCertificate();

  static final String STORE_PASSWORD = "only-for-tests";

  private final Path directory;

  private BrokerCertificate() {
    try {
      directory = Files.createTempDirectory("btcfeed-kafka-tls");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    keytool(
        "-genkeypair",
        "-keyalg",
        "EC",
        "-dname",
        "CN=127.0.0.1",
        "-ext",
        "SAN=ip:127.0.0.1",
        "-storetype",
        "PKCS12");
    keytool("-exportcert", "-rfc", "-file", pem().toString());
    List.of(directory, store(), pem()).forEach(path -> path.toFile().deleteOnExit());
  }

  Path store() {
    return directory.resolve("store.p12");
  }

  /** What a client trusts. */
  Path pem() {
    return directory.resolve("broker.pem");
  }

  private void keytool(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments));
    command.addAll(List.of("-alias", "broker", "-keystore", store().toString()));
    command.addAll(List.of("-storepass", STORE_PASSWORD));
    try {
      KafkaBroker.awaitEnd(
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
