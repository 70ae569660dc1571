package btcfeed.exchange.line;

import btcfeed.domain.line.Refusal;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Classifies the text with which a venue refuses a subscription. Only a clear statement that the
 * market does not exist is lasting: one attempt too many costs little, a market given up costs its
 * trades.
 *
 * <p>It reads text and not codes, because few venues document their codes, and those use one code
 * for several meanings.
 */
final class RefusalClassifier {
  private static final Pattern BUSY =
      Pattern.compile(
          "too many|too frequent|too fast|rate.?limit|limit exceeded|exceed|frequen|throttl|busy"
              + "|overload|try again|retry|later|temporar|unavailable|maintenance|internal|timeout"
              + "|timed out");

  private static final String THING =
      "(symbol|market|product|instrument|topic|channel|currency|asset pair|pair)";

  private static final Pattern NO_SUCH =
      Pattern.compile(
          "not found|(doesn.?t|does not|not) exist|no such|not supported|unsupported|not listed"
              + "|delisted|(not a valid|unknown|invalid|bad) "
              + THING
              + "|"
              + THING
              + "(: ?(invalid|unknown)| parameter( \\S+)? is invalid)");

  private RefusalClassifier() {}

  static Refusal kind(String detail) {
    String text = detail.toLowerCase(Locale.ROOT);
    return !BUSY.matcher(text).find() && NO_SUCH.matcher(text).find()
        ? Refusal.LASTING
        : Refusal.PASSING;
  }
}
