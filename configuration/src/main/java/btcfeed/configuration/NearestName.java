package btcfeed.configuration;

import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Suggests a known name for a misspelt one. */
public final class NearestName {
  private static final int MOST_MISTAKES = 4;

  private NearestName() {}

  /**
   * The nearest name, with at most one wrong letter in four. Missing or shortened words ({@code
   * REDIS_PASS}, {@code REDIS_SSL}) count as one mistake.
   */
  public static Optional<String> to(String word, Stream<String> names) {
    String upper = word.toUpperCase(Locale.ROOT);
    int most = Math.clamp(word.length() / 4, 2, MOST_MISTAKES);
    return names
        .filter(name -> mistakes(upper, name) <= most)
        .min(
            Comparator.comparingInt((String name) -> mistakes(upper, name))
                .thenComparingInt(String::length)
                .thenComparing(Comparator.naturalOrder()));
  }

  private static int mistakes(String word, String name) {
    String upper = name.toUpperCase(Locale.ROOT);
    return isShortFor(word, upper) ? 1 : distance(word, upper);
  }

  private static boolean isShortFor(String word, String name) {
    String[] parts = name.split("_", 0);
    int next = 0;
    for (String piece : word.split("_", 0)) {
      while (next < parts.length && (piece.isEmpty() || !parts[next].startsWith(piece))) {
        next++;
      }
      if (next++ >= parts.length) {
        return false;
      }
    }
    return true;
  }

  /** The number of letters to insert, remove or change. */
  static int distance(String a, String b) {
    int[] above = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      above[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int changed = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(changed, Math.min(above[j], row[j - 1]) + 1);
      }
      above = row;
    }
    return above[b.length()];
  }
}
