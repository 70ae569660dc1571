package btcfeed.exchange.line;

import java.io.IOException;
import java.io.Serial;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** The venue answered the request for an upgrade with something other than 101. */
final class HandshakeRefused extends IOException {
  @Serial private static final long serialVersionUID = 1;

  // The longest ban that venues are known to hand out is three days.
  private static final Duration LONGEST = Duration.ofDays(30);

  private final transient HttpUpgrade.Response response;

  HandshakeRefused(HttpUpgrade.Response response) {
    super(("the venue answered " + response.status() + " " + response.reason()).strip());
    this.response = response;
  }

  int status() {
    return response.status();
  }

  /**
   * How long to stay away, if the venue said so.
   *
   * @param wallUs now, because it may be said as a date
   */
  Optional<Duration> retryAfter(long wallUs) {
    return response.header("Retry-After").flatMap(value -> parse(value, wallUs));
  }

  private static Optional<Duration> parse(String value, long wallUs) {
    if (value.matches("\\d{1,9}")) {
      return Optional.of(within(Duration.ofSeconds(Long.parseLong(value))));
    }
    try {
      Instant until = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return Optional.of(within(Duration.between(Instant.ofEpochSecond(0, wallUs * 1000), until)));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private static Duration within(Duration wait) {
    if (wait.isNegative()) {
      return Duration.ZERO;
    }
    return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
  }
}
