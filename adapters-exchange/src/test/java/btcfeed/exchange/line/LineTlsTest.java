package btcfeed.exchange.line;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.domain.market.Trade;
import btcfeed.domain.port.LinePort;
import btcfeed.domain.port.LinePort.Opened;
import btcfeed.exchange.SystemClock;
import btcfeed.exchange.net.TrustedAuthorities;
import btcfeed.simulator.SimulatorOptions;
import btcfeed.simulator.VenueSimulator;
import btcfeed.testsupport.RecordedEvents;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass(name = "{0}")
@EnumSource(Client.class)
@DisplayName("A line over TLS")
class LineTlsTest {
  private static final String PATH = "/ws/btcusdt@trade";
  private static final String PASSWORD = "not-secret";

  @TempDir static Path directory;

  private final Client client;

  private final RecordedEvents events = new RecordedEvents();

  LineTlsTest(Client client) {
    this.client = client;
  }

  @Test
  @DisplayName("delivers trades of a venue with a trusted certificate for its host")
  void trusted() throws Exception {
    SSLContext identity = selfSigned("localhost");
    try (VenueSimulator venue = start(identity)) {
      LinePort line = line(venue, identity);
      Lines.open(line, events);
      assertThat(venue.awaitSubscribers(1, Lines.TIMEOUT)).isTrue();
      List<Trade> sent = venue.burst(100);
      events.awaitTrades(sent);
    }
  }

  @Test
  @DisplayName("refuses an untrusted certificate")
  void untrusted() throws Exception {
    try (VenueSimulator venue = start(selfSigned("localhost"))) {
      Opened opened = line(venue, TrustedAuthorities.system()).open(events, Lines.TIMEOUT);
      assertThat(opened)
          .isInstanceOfSatisfying(
              Opened.Failed.class, failed -> assertThat(failed.detail()).contains("PKIX"));
      assertThat(venue.handshakes()).isZero();
    }
  }

  @Test
  @DisplayName("refuses a trusted certificate of another host")
  void anotherHost() throws Exception {
    SSLContext identity = selfSigned("elsewhere.example");
    try (VenueSimulator venue = start(identity)) {
      Opened opened = line(venue, identity).open(events, Lines.TIMEOUT);
      assertThat(opened)
          .isInstanceOfSatisfying(
              Opened.Failed.class, failed -> assertThat(failed.detail()).contains("localhost"));
      assertThat(venue.handshakes()).isZero();
    }
  }

  private static VenueSimulator start(SSLContext identity) throws IOException {
    return VenueSimulator.startSecure(SimulatorOptions.usual(), new SystemClock(), identity);
  }

  private LinePort line(VenueSimulator venue, SSLContext trust) {
    return client.line(Lines.codec(venue.uri(PATH)), trust, Duration.ofMillis(500));
  }

  /** An identity of a host, and the trust in it. Made once, because keytool is slow. */
  private static SSLContext selfSigned(String host) throws Exception {
    Path file = directory.resolve(host + ".p12");
    if (Files.exists(file)) {
      return context(file);
    }
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "venue",
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + host,
                "-ext",
                "SAN=dns:" + host,
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                PASSWORD,
                "-validity",
                "2")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(keytool.waitFor(300, TimeUnit.SECONDS)).isTrue();
    assertThat(keytool.exitValue()).isZero();
    return context(file);
  }

  private static SSLContext context(Path file) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD.toCharArray());
    }
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, PASSWORD.toCharArray());
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }
}
