package btcfeed.recording;

import java.util.Locale;
import java.util.Optional;

/**
 * How fast a recording is played.
 *
 * @param times the pace it was recorded at; infinite is as fast as it goes
 */
public record Speed(double times) {
  /** As fast as it goes. */
  public static final Speed MAX = new Speed(Double.POSITIVE_INFINITY);

  public Speed {
    if (!(times > 0)) {
      throw new IllegalArgumentException("a speed is more than 0, was " + times);
    }
  }

  /** Reads {@code 1}, {@code 0.5}, {@code 10} or {@code max}; empty if it is none of these. */
  public static Optional<Speed> parse(String text) {
    if (text.toLowerCase(Locale.ROOT).equals("max")) {
      return Optional.of(MAX);
    }
    try {
      double times = Double.parseDouble(text);
      return times > 0 && times <= 1_000_000 ? Optional.of(new Speed(times)) : Optional.empty();
    } catch (NumberFormatException _) {
      return Optional.empty();
    }
  }

  /** How long after the beginning something comes that then came so much after it, in ns. */
  long nanosAfter(long us) {
    return (long) (Math.max(0, us) * 1_000.0 / times);
  }
}
