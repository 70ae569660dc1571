package btcfeed.exchange.input;

import java.nio.charset.StandardCharsets;

/**
 * The beginning of what a peer sent, fit for a log or an error message: short, one line, printable
 * ASCII. So a peer cannot forge a line of the log.
 */
public final class PayloadSample {
  private PayloadSample() {}

  /** Of bytes, each taken as one character. */
  public static String of(byte[] bytes) {
    int length = Math.min(bytes.length, InputLimits.SAMPLE_CHARACTERS + 1);
    return of(new String(bytes, 0, length, StandardCharsets.ISO_8859_1));
  }

  /** Of text. */
  public static String of(String text) {
    String start =
        text.length() > InputLimits.SAMPLE_CHARACTERS
            ? text.substring(0, InputLimits.SAMPLE_CHARACTERS) + "..."
            : text;
    return start.replaceAll("[^ -~]", "?");
  }
}
