package btcfeed.redis;

import io.netty.handler.ssl.util.TrustManagerFactoryWrapper;
import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * The check of a server's certificate as the JDK does it. A refusal also names the issuer, so that
 * the operator knows which authority is missing.
 */
final class Trust extends X509ExtendedTrustManager {
  /** Precedes the name of the issuer in the exception's message. */
  static final String ISSUED_BY = "; it was issued by ";

  private final X509ExtendedTrustManager jdk;

  private Trust(X509ExtendedTrustManager jdk) {
    this.jdk = jdk;
  }

  /** Trusts the system's authorities and those of the file, if there is one. */
  static TrustManagerFactory of(Optional<Path> file) throws GeneralSecurityException {
    TrustManagerFactory system = factory();
    system.init((KeyStore) null);
    X509ExtendedTrustManager trusted = manager(system);
    if (file.isPresent()) {
      KeyStore all = Certificates.authorities(file.get());
      int number = 0;
      for (X509Certificate authority : trusted.getAcceptedIssuers()) {
        all.setCertificateEntry("system-" + number++, authority);
      }
      TrustManagerFactory both = factory();
      both.init(all);
      trusted = manager(both);
    }
    return new TrustManagerFactoryWrapper(new Trust(trusted));
  }

  private static TrustManagerFactory factory() throws GeneralSecurityException {
    return TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
  }

  private static X509ExtendedTrustManager manager(TrustManagerFactory factory) {
    return Stream.of(factory.getTrustManagers())
        .filter(X509ExtendedTrustManager.class::isInstance)
        .map(X509ExtendedTrustManager.class::cast)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("every JDK verifies X.509"));
  }

  private interface Check {
    void run() throws CertificateException;
  }

  private static void check(X509Certificate[] chain, Check check) throws CertificateException {
    try {
      check.run();
    } catch (CertificateException e) {
      String issuer =
          chain.length == 0 ? "" : chain[chain.length - 1].getIssuerX500Principal().getName();
      throw new CertificateException(e.getMessage() + ISSUED_BY + issuer, e);
    }
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    check(chain, () -> jdk.checkServerTrusted(chain, type, engine));
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    check(chain, () -> jdk.checkServerTrusted(chain, type, socket));
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
    check(chain, () -> jdk.checkServerTrusted(chain, type));
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    jdk.checkClientTrusted(chain, type, engine);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    jdk.checkClientTrusted(chain, type, socket);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
    jdk.checkClientTrusted(chain, type);
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return jdk.getAcceptedIssuers();
  }
}
