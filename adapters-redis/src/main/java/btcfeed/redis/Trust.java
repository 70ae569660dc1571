package btcfeed.redis;

import io.netty.handler.ssl.util.SimpleTrustManagerFactory;
import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.ManagerFactoryParameters;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Whom we trust: the system's authorities, and those of a file besides. Refuses as the JDK does,
 * and says by whom the certificate was issued.
 */
final class Trust extends SimpleTrustManagerFactory {
  /** Stands before the name of the issuer in what is thrown. */
  static final String ISSUED_BY = "; it was issued by ";

  private final X509ExtendedTrustManager manager;

  private Trust(X509ExtendedTrustManager manager) {
    this.manager = manager;
  }

  /** The system's authorities and those of the file, if there is one. */
  static TrustManagerFactory of(Optional<Path> file) throws GeneralSecurityException {
    TrustManagerFactory systems = factory();
    systems.init((KeyStore) null);
    X509ExtendedTrustManager system = manager(systems);
    if (file.isEmpty()) {
      return new Trust(new Naming(system));
    }
    KeyStore all = Certificates.trusted(file.get());
    int number = 0;
    for (X509Certificate authority : system.getAcceptedIssuers()) {
      all.setCertificateEntry("system-" + number++, authority);
    }
    TrustManagerFactory both = factory();
    both.init(all);
    return new Trust(new Naming(manager(both)));
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

  @Override
  protected void engineInit(KeyStore keyStore) {}

  @Override
  protected void engineInit(ManagerFactoryParameters parameters) {}

  @Override
  protected TrustManager[] engineGetTrustManagers() {
    return new TrustManager[] {manager};
  }

  /** Names the issuer where the JDK refuses. */
  private static final class Naming extends X509ExtendedTrustManager {
    private final X509ExtendedTrustManager jdk;

    private Naming(X509ExtendedTrustManager jdk) {
      this.jdk = jdk;
    }

    private static CertificateException named(X509Certificate[] chain, CertificateException why) {
      String issuer =
          chain.length == 0 ? "" : chain[chain.length - 1].getIssuerX500Principal().getName();
      return new CertificateException(why.getMessage() + ISSUED_BY + issuer, why);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
        throws CertificateException {
      try {
        jdk.checkServerTrusted(chain, type, engine);
      } catch (CertificateException e) {
        throw named(chain, e);
      }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
        throws CertificateException {
      try {
        jdk.checkServerTrusted(chain, type, socket);
      } catch (CertificateException e) {
        throw named(chain, e);
      }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type)
        throws CertificateException {
      try {
        jdk.checkServerTrusted(chain, type);
      } catch (CertificateException e) {
        throw named(chain, e);
      }
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
    public void checkClientTrusted(X509Certificate[] chain, String type)
        throws CertificateException {
      jdk.checkClientTrusted(chain, type);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return jdk.getAcceptedIssuers();
    }
  }
}
