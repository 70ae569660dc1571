package btcfeed.http;

import java.util.regex.Pattern;

/**
 * The last gate before a text leaves the house.
 *
 * <p>Nothing handed to this module should hold a secret, but error texts of drivers are written by
 * others and like to quote the address they were given. Whatever stands before the {@code @} of a
 * URL is masked, and no text is longer than a screen.
 */
final class Secrets {
  static final int MAX_LENGTH = 1000;

  private static final Pattern USER_INFO = Pattern.compile("://[^/@\\s]*@");

  private Secrets() {}

  /** The text as a stranger may see it. */
  static String mask(String text) {
    String bounded = text.length() > MAX_LENGTH ? text.substring(0, MAX_LENGTH) + "..." : text;
    return bounded.indexOf('@') < 0 ? bounded : USER_INFO.matcher(bounded).replaceAll("://***@");
  }
}
