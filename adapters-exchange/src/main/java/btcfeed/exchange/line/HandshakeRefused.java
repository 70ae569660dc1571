package btcfeed.exchange.line;

import btcfeed.exchange.net.RetryAfter;
import java.io.IOException;
import java.io.Serial;
import java.time.Duration;
import java.util.Optional;

/** The venue answered the request for an upgrade with something other than 101. */
final class HandshakeRefused extends IOException {
  @Serial private static final long serialVersionUID = 1;

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
   * @param wallUs this host's clock, for a date in a response that has no {@code Date}
   */
  Optional<Duration> retryAfter(long wallUs) {
    return RetryAfter.parse(response.header("Retry-After"), response.header("Date"), wallUs);
  }
}
