package btcfeed.http.admin;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.regex.Pattern;

/**
 * What an operator shows to be let in. Its text never comes out again.
 *
 * <p>At least 32 characters: even of the sixteen digits of a hexadecimal number those are 128 bits,
 * which nobody guesses at any rate, so that it does not matter how many addresses guess at once. Of
 * the characters a bearer token may consist of (RFC 6750), so that no client has to escape it.
 */
public final class AdminToken {
  /** What a token looks like. */
  public static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9._~+/-]{32,512}={0,2}");

  private final byte[] bytes;

  /** The text must be of {@link #SHAPE}. */
  public AdminToken(String text) {
    if (!SHAPE.matcher(text).matches()) {
      throw new IllegalArgumentException("a token is " + SHAPE);
    }
    bytes = text.getBytes(StandardCharsets.US_ASCII);
  }

  /** Takes as long whether the first or the last character differs. */
  boolean matches(String shown) {
    return MessageDigest.isEqual(bytes, shown.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public String toString() {
    return "***";
  }
}
