package btcfeed.exchange.net;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;

/**
 * Parses the {@code Retry-After} header of an HTTP response: seconds or a date (RFC 9110, sections
 * 5.6.7 and 10.2.3).
 *
 * <p>A date is measured from the {@code Date} header of the same response, because the clock of
 * this host may be wrong. Without a usable {@code Date} it is measured from this host's clock.
 */
final class RetryAfter {
  /** Longer waits are shortened to this. The longest known ban by a venue is three days. */
  static final Duration LONGEST = Duration.ofDays(30);

  // At most nine digits: some servers send a Unix time, which is no wait.
  private static final String SECONDS = "\\d{1,9}";

  // The three forms of the standard. A two-digit year is at most 50 years ahead, so it is in this
  // century.
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern(
          "[EEE, d MMM uuuu HH:mm:ss 'GMT']"
              + "[EEEE, dd-MMM-uu HH:mm:ss 'GMT']"
              + "[EEE MMM ppd HH:mm:ss uuuu]",
          Locale.US);

  private RetryAfter() {}

  /**
   * The wait that a response asks for, from zero to {@link #LONGEST}; empty if there is none or its
   * form is not of the standard.
   *
   * @param value of the header {@code Retry-After}
   * @param date of the header {@code Date}
   * @param wallUs this host's clock, Unix microseconds
   */
  static Optional<Duration> parse(Optional<String> value, Optional<String> date, long wallUs) {
    Optional<String> text = value.map(String::strip);
    Instant now =
        date.flatMap(RetryAfter::instant)
            .orElseGet(() -> Instant.EPOCH.plus(wallUs, ChronoUnit.MICROS));
    return text.filter(seconds -> seconds.matches(SECONDS))
        .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)))
        .or(() -> text.flatMap(RetryAfter::instant).map(until -> Duration.between(now, until)))
        .map(wait -> Duration.ofMillis(Math.clamp(wait.toMillis(), 0, LONGEST.toMillis())));
  }

  private static Optional<Instant> instant(String text) {
    try {
      return Optional.of(LocalDateTime.parse(text.strip(), DATE).toInstant(ZoneOffset.UTC));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }
}
