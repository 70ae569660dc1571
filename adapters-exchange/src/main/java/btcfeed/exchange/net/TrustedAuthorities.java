package btcfeed.exchange.net;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;
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
    List<Certificate> all = new ArrayList<>();
    try (InputStream pem = Files.newInputStream(file)) {
      all.addAll(CertificateFactory.getInstance("X.509").generateCertificates(pem));
    } catch (NoSuchFileException e) {
      throw new IOException(file + " does not exist", e);
    }
    if (all.isEmpty()) {
      throw new CertificateException("the file has none");
    }
    for (TrustManager manager : managers(Optional.empty())) {
      if (manager instanceof X509TrustManager system) {
        all.addAll(List.of(system.getAcceptedIssuers()));
      }
    }
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    for (int i = 0; i < all.size(); i++) {
      store.setCertificateEntry("authority-" + i, all.get(i));
    }
    return store;
  }

  /** Managers for a store; without one, those of Java. */
  private static TrustManager[] managers(Optional<KeyStore> store) throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store.orElse(null));
    return factory.getTrustManagers();
  }
}
