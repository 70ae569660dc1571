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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;

/**
 * Reads PEM files for the JDK's TLS. Each connection reads them again, so a renewed file takes
 * effect with the next connection. Every error names the file and what to do.
 */
final class Certificates {
  private static final char[] NO_PASSWORD = new char[0];
  private static final Pattern PKCS8 =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

  private Certificates() {}

  /** A key store with the authorities of a file. */
  static KeyStore authorities(Path file) throws GeneralSecurityException {
    KeyStore store = empty();
    int number = 0;
    for (Certificate certificate : certificates(file)) {
      store.setCertificateEntry("ca-" + number++, certificate);
    }
    return store;
  }

  /** The client's certificate with its private key, which must belong to it. */
  static KeyManagerFactory keys(Tls.Identity identity) throws GeneralSecurityException {
    Certificate[] chain = certificates(identity.certificate()).toArray(Certificate[]::new);
    PrivateKey key = key(identity.key(), chain[0].getPublicKey(), identity.certificate());
    KeyStore store = empty();
    store.setKeyEntry("own", key, NO_PASSWORD, chain);
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, NO_PASSWORD);
    return factory;
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
      if (!read.isEmpty()) {
        return read;
      }
    } catch (IOException e) {
      throw unreadable(file, e);
    } catch (CertificateException e) {
      throw new CertificateException(file + " holds no certificate in PEM: " + e.getMessage(), e);
    }
    throw new CertificateException(file + " holds no certificate in PEM");
  }

  private static PrivateKey key(Path file, PublicKey publicKey, Path certificate)
      throws GeneralSecurityException {
    byte[] der = pkcs8(file);
    GeneralSecurityException mismatch =
        new GeneralSecurityException(file + " is not the key of the certificate in " + certificate);
    try {
      PrivateKey key =
          KeyFactory.getInstance(publicKey.getAlgorithm())
              .generatePrivate(new PKCS8EncodedKeySpec(der));
      if (belongs(key, publicKey)) {
        return key;
      }
    } catch (InvalidKeySpecException e) {
      mismatch.initCause(e);
    }
    throw mismatch;
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
    String problem = " holds no private key in PEM";
    if (text.contains("ENCRYPTED")) {
      problem = " is encrypted; write it without a password: openssl pkcs8 -topk8 -nocrypt";
    } else if (text.contains("PRIVATE KEY-----")) {
      problem = " is not in PKCS#8; convert it: openssl pkcs8 -topk8 -nocrypt";
    }
    throw new GeneralSecurityException(file + problem);
  }

  /** True if the public key verifies what the private key signs. */
  private static boolean belongs(PrivateKey key, PublicKey publicKey)
      throws GeneralSecurityException {
    String algorithm =
        switch (publicKey.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          default -> publicKey.getAlgorithm();
        };
    byte[] message = "test".getBytes(StandardCharsets.US_ASCII);
    Signature signature = Signature.getInstance(algorithm);
    signature.initSign(key);
    signature.update(message);
    byte[] signed = signature.sign();
    signature.initVerify(publicKey);
    signature.update(message);
    return signature.verify(signed);
  }

  private static GeneralSecurityException unreadable(Path file, IOException why) {
    return new GeneralSecurityException(
        file + " cannot be read: " + why.getClass().getSimpleName(), why);
  }
}
