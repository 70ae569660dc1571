package btcfeed.exchange.history;

import java.util.regex.Pattern;

/** Text of a venue for a message: without line breaks and other characters that nobody sees. */
final class OneLine {
  private static final Pattern UNSEEN = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}]");

  private OneLine() {}

  static String of(String text) {
    return UNSEEN.matcher(text).replaceAll(" ");
  }
}
