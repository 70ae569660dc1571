package btcfeed.bootstrap.composition;

import btcfeed.domain.port.HistoryPort;
import java.time.Duration;

/** The history of a venue that has none to fetch, with the reason. */
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
