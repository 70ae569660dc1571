package btcfeed.exchange.line;

import btcfeed.exchange.input.PayloadSample;
import java.io.IOException;
import java.io.Serial;
import java.time.Duration;
import java.util.Optional;

/** The venue answered the request for an upgrade, or for a token, with an error status. */
final class HandshakeRefused extends IOException {
  @Serial private static final long serialVersionUID = 1;

  private final int status;
  private final transient Optional<Duration> retryAfter;

  /**
   * Makes one.
   *
   * @param reason follows the status in the message
   * @param retryAfter the wait that the venue asks for
   */
  HandshakeRefused(int status, String reason, Optional<Duration> retryAfter) {
    super(("the venue answered " + status + " " + PayloadSample.of(reason)).strip());
    this.status = status;
    this.retryAfter = retryAfter;
  }

  int status() {
    return status;
  }

  Optional<Duration> retryAfter() {
    return retryAfter;
  }
}
