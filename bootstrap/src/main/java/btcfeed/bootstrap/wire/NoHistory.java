package btcfeed.bootstrap.wire;

import btcfeed.domain.port.HistoryPort;
import java.time.Duration;

/** Of a venue that cannot be asked for its past: why. */
record NoHistory(String why) implements HistoryPort {
  @Override
  public Answer fetch(Wanted wanted) {
    return new Answer.Never(why);
  }

  @Override
  public Duration spacing() {
    return Duration.ZERO;
  }

  @Override
  public void close() {}
}
