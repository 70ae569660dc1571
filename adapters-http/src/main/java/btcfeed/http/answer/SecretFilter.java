package btcfeed.http.answer;

import java.util.regex.Pattern;

/**
 * The last gate before a text leaves the house.
 *
 * <p>Nothing handed to this module should hold a secret, but error texts of drivers are written by
 * others and like to quote the address they were given. Whatever stands before the {@code @} of a
 * URL is masked, and no text is longer than a screen.
 */
final class SecretFilter {
  static final int MAX_LENGTH = 1000;

  private static final Pattern USER_INFO = Pattern.compile("://[^/\\s]*@");

  private SecretFilter() {}

  /** The text as a stranger may see it. Masked before it is cut, so that no mask is cut open. */
  static String mask(String text) {
    String masked = text.indexOf('@') < 0 ? text : USER_INFO.matcher(text).replaceAll("://***@");
    return masked.length() > MAX_LENGTH ? masked.substring(0, MAX_LENGTH) + "..." : masked;
  }
}
