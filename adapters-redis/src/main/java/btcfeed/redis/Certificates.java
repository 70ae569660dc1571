package btcfeed.redis;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;

/**
 * PEM files as the JDK's TLS takes them. Read anew for every connection, so that files that are
 * renewed are used from the next one on. Every failure names the file and what to do.
 */
final class Certificates {
  private static final char[] NO_PASSWORD = new char[0];
  private static final Pattern PKCS8 =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

  private Certificates() {}

  /** A store of the authorities in a file. */
  static KeyStore trusted(Path file) throws GeneralSecurityException {
    KeyStore trusted = empty();
    int number = 0;
    for (Certificate certificate : certificates(file)) {
      trusted.setCertificateEntry("ca-" + number++, certificate);
    }
    return trusted;
  }

  /** Who we are, from a certificate and its key, which must belong together. */
  static KeyManagerFactory showing(Tls.Identity identity) throws GeneralSecurityException {
    Certificate[] chain = certificates(identity.certificate()).toArray(Certificate[]::new);
    PrivateKey key = key(identity.key(), chain[0].getPublicKey(), identity.certificate());
    KeyStore own = empty();
    own.setKeyEntry("own", key, NO_PASSWORD, chain);
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(own, NO_PASSWORD);
    return factory;
  }

  /** Why these cannot be used; empty if they can. */
  static Optional<String> obstacle(Tls.Identity identity) {
    try {
      showing(identity);
      return Optional.empty();
    } catch (GeneralSecurityException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private static KeyStore empty() throws GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try {
      store.load(null, null);
    } catch (IOException e) {
      throw new GeneralSecurityException("an empty key store cannot be made", e);
    }
    return store;
  }

  private static Collection<? extends Certificate> certificates(Path file)
      throws GeneralSecurityException {
    try (InputStream pem = Files.newInputStream(file)) {
      Collection<? extends Certificate> read =
          CertificateFactory.getInstance("X.509").generateCertificates(pem);
      if (read.isEmpty()) {
        throw new CertificateException(file + " holds no certificate in PEM");
      }
      return read;
    } catch (IOException e) {
      throw unreadable(file, e);
    } catch (CertificateException e) {
      String said = String.valueOf(e.getMessage());
      throw said.startsWith(file.toString())
          ? e
          : new CertificateException(file + " holds no certificate in PEM: " + said, e);
    }
  }

  private static PrivateKey key(Path file, PublicKey belongsTo, Path certificate)
      throws GeneralSecurityException {
    byte[] der = pkcs8(file);
    GeneralSecurityException stranger =
        new GeneralSecurityException(file + " is not the key of the certificate in " + certificate);
    try {
      PrivateKey key =
          KeyFactory.getInstance(belongsTo.getAlgorithm())
              .generatePrivate(new PKCS8EncodedKeySpec(der));
      if (!fits(key, belongsTo)) {
        throw stranger;
      }
      return key;
    } catch (InvalidKeySpecException e) {
      stranger.initCause(e);
      throw stranger;
    }
  }

  private static byte[] pkcs8(Path file) throws GeneralSecurityException {
    String text;
    try {
      text = Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
    Matcher pem = PKCS8.matcher(text);
    if (pem.find()) {
      try {
        return Base64.getMimeDecoder().decode(pem.group(1));
      } catch (IllegalArgumentException e) {
        throw new GeneralSecurityException(file + " holds a damaged private key", e);
      }
    }
    if (text.contains("ENCRYPTED")) {
      throw new GeneralSecurityException(
          file + " is encrypted; write it without a password: openssl pkcs8 -topk8 -nocrypt");
    }
    if (text.contains("PRIVATE KEY-----")) {
      throw new GeneralSecurityException(
          file + " is not in PKCS#8; convert it: openssl pkcs8 -topk8 -nocrypt");
    }
    throw new GeneralSecurityException(file + " holds no private key in PEM");
  }

  /** True if what one signs the other recognises. */
  private static boolean fits(PrivateKey key, PublicKey certified) throws GeneralSecurityException {
    String algorithm =
        switch (certified.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          default -> certified.getAlgorithm();
        };
    byte[] message = "whose".getBytes(StandardCharsets.US_ASCII);
    Signature signing = Signature.getInstance(algorithm);
    signing.initSign(key);
    signing.update(message);
    byte[] signed = signing.sign();
    Signature checking = Signature.getInstance(algorithm);
    checking.initVerify(certified);
    checking.update(message);
    return checking.verify(signed);
  }

  private static GeneralSecurityException unreadable(Path file, IOException why) {
    return new GeneralSecurityException(
        file + " cannot be read: " + why.getClass().getSimpleName(), why);
  }
}
