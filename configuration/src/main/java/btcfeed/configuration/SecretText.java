package btcfeed.configuration;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Removes credentials from any text by their form. A password can be in a setting that is not meant
 * for one, for example in a URL in {@code REDIS_HOST}.
 */
final class SecretText {
  private static final Pattern PARAMETER =
      Pattern.compile(
          "(?i)((?:pass(?:word|wd|phrase)?|pwd|secret|token|auth|api_?key|signature)\\s*=\\s*)[^&\\s,;]+");

  private static final Pattern SCHEME = Pattern.compile("[A-Za-z]{1,10}://");
  private static final Pattern HARMLESS_URL =
      Pattern.compile(SCHEME.pattern() + "[A-Za-z0-9_.-]+(:\\d+)?(/[A-Za-z0-9_./-]*)?");

  private static final Pattern PASSWORD = Pattern.compile("://[^/?@:]*:([^/?]+)@");

  private SecretText() {}

  /** An address without user, password and query. Any part of an invalid one can be a password. */
  static String address(String url, boolean valid) {
    Matcher scheme = SCHEME.matcher(url);
    String start = scheme.lookingAt() ? scheme.group() : "";
    if (!valid && !HARMLESS_URL.matcher(url).matches()) {
      return start + Setting.MASK;
    }
    int at = url.lastIndexOf('@');
    int query = url.indexOf('?', Math.max(at, start.length()));
    String address = query < 0 ? url : url.substring(0, query) + "?" + Setting.MASK;
    return at < start.length() ? address : start + Setting.MASK + address.substring(at);
  }

  /**
   * The text with every user and password before an {@code @}, and every value of a parameter such
   * as {@code password=}, replaced by {@link Setting#MASK}.
   */
  static String masked(String text) {
    return PARAMETER.matcher(withoutUser(text)).replaceAll("$1" + Setting.MASK);
  }

  /** The password of a URL, as written and decoded; empty without one. */
  static Stream<String> passwords(String url) {
    Matcher found = PASSWORD.matcher(url);
    return found.find()
        ? Stream.of(found.group(1), decoded(found.group(1))).distinct()
        : Stream.empty();
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notEncoded) {
      return text;
    }
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
