package btcfeed.log;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Takes secrets out of text: the passwords we were given, wherever they stand, and whatever stands
 * between {@code ://} and {@code @} in any address.
 *
 * <p>The last line of defence. Who writes a message leaves secrets out in the first place, but
 * libraries write messages too.
 */
final class Redactor {
  /** A shorter password is not searched for: it would be found in half of all words. */
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
