package btcfeed.exchange.line;

import btcfeed.domain.line.Refusal;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What the words mean with which a venue refuses a subscription. Only what says clearly that there
 * is no such thing is lasting: to ask once too often costs an attempt, to wait in vain costs
 * trades.
 *
 * <p>Words and not codes: hardly any venue publishes what its codes mean, and those that do mean
 * several things by one.
 */
final class RefusalWords {
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
              + ": ?(invalid|unknown)");

  private RefusalWords() {}

  static Refusal kind(String detail) {
    String words = detail.toLowerCase(Locale.ROOT);
    return !BUSY.matcher(words).find() && NO_SUCH.matcher(words).find()
        ? Refusal.LASTING
        : Refusal.PASSING;
  }
}
