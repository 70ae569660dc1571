package btcfeed.exchange.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Retry-After")
class RetryAfterTest {
  // Sun, 06 Nov 1994 08:49:37 GMT
  private static final long NOW_US = 784_111_777_000_000L;

  @ParameterizedTest
  @DisplayName("as a date is measured from the response's own Date")
  @CsvSource(
      delimiter = '|',
      value = {
        "Sun, 06 Nov 1994 10:49:37 GMT  | Sun, 06 Nov 1994 10:49:40 GMT  | PT3S",
        "Sun, 06 Nov 1994 06:49:37 GMT  | Sun, 06 Nov 1994 06:49:49 GMT  | PT12S",
        "Sun, 06 Nov 1994 06:49:37 GMT  | Sun, 06 Nov 1994 06:49:30 GMT  | PT0S",
        "Monday, 30-Nov-26 06:49:37 GMT | Monday, 30-Nov-26 06:49:49 GMT | PT12S",
        "Sun Nov  6 06:49:37 1994       | Sun Nov  6 06:49:49 1994       | PT12S",
        "no date                        | Sun, 06 Nov 1994 08:49:42 GMT  | PT5S",
        "                               | Sun, 06 Nov 1994 08:49:42 GMT  | PT5S",
        "                               | Sun, 6 Nov 1994 08:49:42 GMT   | PT5S",
        "                               | Sat, 06 Nov 2094 08:49:42 GMT  | PT720H",
      })
  void dates(String date, String value, Duration wait) {
    assertThat(RetryAfter.parse(Optional.of(value), Optional.ofNullable(date), NOW_US))
        .contains(wait);
  }

  @ParameterizedTest
  @DisplayName("in seconds is limited to 30 days")
  @CsvSource({"3,PT3S", "0,PT0S", "' 7 ',PT7S", "999999999,PT720H"})
  void seconds(String value, Duration wait) {
    assertThat(RetryAfter.parse(Optional.of(value), Optional.empty(), NOW_US)).contains(wait);
  }

  @ParameterizedTest
  @DisplayName("in any other form is ignored, such as a Unix time")
  @CsvSource({
    "1796047782",
    "1796047782000",
    "-5",
    "1.5",
    "soon",
    "''",
    "1994-11-06T08:49:42Z",
    "'Sun, 32 Nov 1994 08:49:42 GMT'",
    "'Sun, 06 Nov 99999 08:49:42 GMT'",
    "\u0663"
  })
  void nonsense(String value) {
    assertThat(RetryAfter.parse(Optional.of(value), Optional.empty(), NOW_US)).isEmpty();
  }
}
