package btcfeed.configuration;

import java.util.regex.Pattern;

/**
 * Removes credentials from any text by their form. A password can be in a setting that is not meant
 * for one, for example in a URL in {@code REDIS_HOST}.
 */
final class SecretText {
  private static final Pattern PARAMETER =
      Pattern.compile(
          "(?i)((?:pass(?:word|wd|phrase)?|pwd|secret|token|auth|api_?key|signature)\\s*=\\s*)[^&\\s,;]+");

  private SecretText() {}

  /**
   * The text with every user and password before an {@code @}, and every value of a parameter such
   * as {@code password=}, replaced by {@link Setting#MASK}.
   */
  static String masked(String text) {
    return PARAMETER.matcher(withoutUser(text)).replaceAll("$1" + Setting.MASK);
  }

  /** An unencoded password may contain {@code /}, {@code ,} and {@code @}: the last one counts. */
  private static String withoutUser(String text) {
    int at = text.lastIndexOf('@');
    if (at < 0) {
      return text;
    }
    int scheme = text.indexOf("://");
    int start = scheme < 0 || scheme > at ? 0 : scheme + 3;
    boolean credentials = start > 0 || text.substring(0, at).indexOf(':') >= 0;
    return credentials ? text.substring(0, start) + Setting.MASK + text.substring(at) : text;
  }
}
