package btcfeed.exchange.net;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** The certificate authorities that the service trusts. */
public final class TrustedAuthorities {
  private TrustedAuthorities() {}

  /** Those that Java trusts. */
  public static SSLContext system() {
    try {
      return SSLContext.getDefault();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no TLS", e);
    }
  }

  /**
   * Those that Java trusts, and those in a PEM file: the authority of a company whose proxy opens
   * TLS.
   *
   * @throws IOException if the file cannot be used; the message names the file and the reason
   */
  public static SSLContext systemAnd(Path file) throws IOException {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, managers(Optional.of(authorities(file))), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IOException(file + " holds no usable certificate in PEM: " + e.getMessage(), e);
    }
  }

  /** Why the file cannot be used; empty if it can. */
  public static Optional<String> obstacle(Path file) {
    try {
      systemAnd(file);
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  static KeyStore authorities(Path file) throws IOException, GeneralSecurityException {
    KeyStore all = KeyStore.getInstance("PKCS12");
    all.load(null, null);
    int number = 0;
    for (Certificate certificate : certificates(file)) {
      all.setCertificateEntry("file-" + number++, certificate);
    }
    for (TrustManager manager : managers(Optional.empty())) {
      if (manager instanceof X509TrustManager system) {
        for (Certificate authority : system.getAcceptedIssuers()) {
          all.setCertificateEntry("system-" + number++, authority);
        }
      }
    }
    return all;
  }

  /** Managers for a store; without one, those of Java. */
  private static TrustManager[] managers(Optional<KeyStore> store) throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store.orElse(null));
    return factory.getTrustManagers();
  }

  private static Collection<? extends Certificate> certificates(Path file)
      throws IOException, CertificateException {
    try (InputStream pem = Files.newInputStream(file)) {
      Collection<? extends Certificate> read =
          CertificateFactory.getInstance("X.509").generateCertificates(pem);
      if (read.isEmpty()) {
        throw new CertificateException("the file has none");
      }
      return read;
    } catch (java.nio.file.NoSuchFileException e) {
      throw new IOException(file + " does not exist", e);
    }
  }
}
