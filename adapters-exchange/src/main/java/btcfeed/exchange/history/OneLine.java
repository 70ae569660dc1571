package btcfeed.exchange.history;

import java.util.regex.Pattern;

/** Makes a venue's text printable: without line breaks and other invisible characters. */
final class OneLine {
  private static final Pattern INVISIBLE = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}]");

  private OneLine() {}

  static String of(String text) {
    return INVISIBLE.matcher(text).replaceAll(" ");
  }
}
