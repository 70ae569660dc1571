package btcfeed.log;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Removes secrets from texts: the configured passwords, and the part between {@code ://} and
 * {@code @} of every address.
 *
 * <p>This is the last line of defence, because libraries write messages too. The feed's own
 * messages contain no secrets.
 */
final class Redactor {
  /** Shorter passwords are not searched, because they occur in ordinary words. */
  static final int SHORTEST = 4;

  private static final String MASK = "***";

  private static final Pattern USER_INFO = Pattern.compile("(?<=://)[^/\\s@]*@(?:[^/\\s@]*@)*");

  private final List<String> secrets;

  Redactor(Collection<String> secrets) {
    this.secrets =
        secrets.stream()
            .filter(word -> word.length() >= SHORTEST)
            .distinct()
            .sorted(Comparator.comparingInt(String::length).reversed())
            .toList();
  }

  String redact(String text) {
    String clean = text;
    for (String secret : secrets) {
      clean = clean.replace(secret, MASK);
    }
    return clean.contains("://") ? USER_INFO.matcher(clean).replaceAll(MASK + "@") : clean;
  }
}
