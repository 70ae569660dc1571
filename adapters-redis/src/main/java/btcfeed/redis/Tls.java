package btcfeed.redis;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Whether and how a connection is encrypted.
 *
 * @param verify whether the server's certificate and name are checked; false only on request
 * @param caFile PEM certificates to trust instead of the JDK's
 * @param identity what to show a server that asks who we are
 */
public record Tls(boolean on, boolean verify, Optional<Path> caFile, Optional<Identity> identity) {
  /** Not encrypted. */
  public static final Tls OFF = new Tls(false, true, Optional.empty(), Optional.empty());

  /** Two PEM files: our certificate with what vouches for it, and its private key in PKCS#8. */
  public record Identity(Path certificate, Path key) {
    /** Why it cannot be used, with the name of the file; empty if it can. */
    public Optional<String> obstacle() {
      return Certificates.obstacle(this);
    }
  }

  /** Encrypted, verified, by these authorities or the JDK's. */
  public static Tls verified(Optional<Path> caFile) {
    return new Tls(true, true, caFile, Optional.empty());
  }
}
