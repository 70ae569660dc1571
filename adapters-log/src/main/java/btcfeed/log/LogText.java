package btcfeed.log;

import java.time.Duration;
import java.util.Locale;

/** Formats numbers and texts from outside for log lines. */
final class LogText {
  /** The longest sample of invalid input. */
  static final int MAX_SAMPLE = 120;

  /** The longest detail from outside. */
  static final int MAX_DETAIL = 300;

  private LogText() {}

  /**
   * Makes a text from outside harmless: one line of printable ASCII, cut to a length. Other
   * characters are escaped as in Java, so that none can move the cursor or start a line.
   */
  static String text(String foreign, int mostCharacters) {
    StringBuilder safe = new StringBuilder();
    for (int i = 0; i < foreign.length(); i++) {
      String piece = escaped(foreign.charAt(i));
      if (safe.length() > mostCharacters - piece.length()) {
        return safe.append("...").toString();
      }
      safe.append(piece);
    }
    return safe.toString();
  }

  /** A harmless text from outside as part of a sentence, without a full stop. */
  static String detail(String foreign) {
    String text = text(foreign.strip(), MAX_DETAIL);
    return text.endsWith(".") && !text.endsWith("...")
        ? text.substring(0, text.length() - 1)
        : text;
  }

  /** A number with commas: {@code 1,234,567}. */
  static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** A number with a noun: {@code 1 trade}, {@code 2 trades}. */
  static String count(long number, String noun) {
    return number(number) + " " + noun + (number == 1 ? "" : "s");
  }

  /** A readable duration: {@code 850 ms}, {@code 1.2 s}, {@code 3 min}, {@code 2.5 h}. */
  static String duration(Duration duration) {
    double seconds = duration.toNanos() / 1e9;
    if (seconds < 1) {
      return duration.toMillis() + " ms";
    }
    if (seconds < 120) {
      return String.format(Locale.ROOT, "%.1f s", seconds);
    }
    return seconds < 7200
        ? String.format(Locale.ROOT, "%.0f min", seconds / 60)
        : String.format(Locale.ROOT, "%.1f h", seconds / 3600);
  }

  private static String escaped(char c) {
    return switch (c) {
      case '\\' -> "\\\\";
      case '"' -> "\\\"";
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      default -> c >= ' ' && c < 127 ? String.valueOf(c) : String.format("\\u%04x", (int) c);
    };
  }
}
