package btcfeed.redis;

import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;

/**
 * Whether and how a connection is encrypted.
 *
 * @param verify whether the client checks the server's certificate and name; false only on request
 * @param caFile PEM certificates to trust besides those of the JDK
 * @param identity the certificate to present to a server that requires one
 */
public record Tls(boolean on, boolean verify, Optional<Path> caFile, Optional<Identity> identity) {
  /** No encryption. */
  public static final Tls OFF = new Tls(false, true, Optional.empty(), Optional.empty());

  /** Two PEM files: the client's certificate with its chain, and its private key in PKCS#8. */
  public record Identity(Path certificate, Path key) {
    /** Why it cannot be used, with the name of the file; empty if it can. */
    public Optional<String> obstacle() {
      try {
        Certificates.keys(this);
        return Optional.empty();
      } catch (GeneralSecurityException e) {
        return Optional.of(String.valueOf(e.getMessage()));
      }
    }
  }

  /** Encrypted and verified. */
  public static Tls verified(Optional<Path> caFile) {
    return new Tls(true, true, caFile, Optional.empty());
  }

  TrustManagerFactory trust() throws GeneralSecurityException {
    return verify ? Trust.of(caFile) : InsecureTrustManagerFactory.INSTANCE;
  }

  Optional<KeyManagerFactory> keys() throws GeneralSecurityException {
    return identity.isPresent() ? Optional.of(Certificates.keys(identity.get())) : Optional.empty();
  }
}
