package btcfeed.exchange.line;

import btcfeed.exchange.input.InputLimits;
import java.nio.charset.StandardCharsets;

/**
 * A piece of what a venue sent, fit to be shown to a person: short, on one line, printable ASCII
 * only, so that nothing a stranger writes can forge a line of the log.
 */
final class PayloadSample {
  private PayloadSample() {}

  static String of(byte[] bytes, int length) {
    return of(
        new String(
            bytes,
            0,
            Math.min(length, InputLimits.SAMPLE_CHARACTERS + 1),
            StandardCharsets.ISO_8859_1));
  }

  static String of(String text) {
    StringBuilder sample = new StringBuilder();
    for (int i = 0; i < Math.min(text.length(), InputLimits.SAMPLE_CHARACTERS); i++) {
      char c = text.charAt(i);
      sample.append(c >= ' ' && c < 127 ? c : '?');
    }
    return text.length() > InputLimits.SAMPLE_CHARACTERS
        ? sample.append("...").toString()
        : sample.toString();
  }
}
