package btcfeed.http.admin;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.regex.Pattern;

/**
 * The operator's secret. Its text is never returned or logged.
 *
 * <p>It has at least 32 characters. Even as hexadecimal digits these are 128 bits, too many to
 * guess from any number of addresses. It uses only the characters of a bearer token (RFC 6750), so
 * that no client has to escape it.
 */
public final class AdminToken {
  /** Every token matches this. */
  public static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9._~+/-]{32,512}={0,2}");

  private final byte[] bytes;

  /** The text must match {@link #SHAPE}. */
  public AdminToken(String text) {
    if (!SHAPE.matcher(text).matches()) {
      throw new IllegalArgumentException("a token must match " + SHAPE);
    }
    bytes = text.getBytes(StandardCharsets.US_ASCII);
  }

  /** Takes the same time wherever the first difference is. */
  boolean matches(String sent) {
    return MessageDigest.isEqual(bytes, sent.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public String toString() {
    return "***";
  }
}
