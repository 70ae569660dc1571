package btcfeed.application.repair;

import btcfeed.domain.port.HistoryPort;
import java.time.Duration;

/**
 * A history whose unforeseen errors are answers like "not now", so that the same request is not
 * made ten times a second, and other gaps get their turn.
 */
record GuardedHistory(HistoryPort history) implements HistoryPort {
  private static final Duration PAUSE = Duration.ofSeconds(1);

  @Override
  public Answer fetch(Wanted wanted) {
    try {
      return history.fetch(wanted);
    } catch (Throwable bug) {
      return new Answer.Later("an unforeseen error: " + bug, PAUSE);
    }
  }

  @Override
  public Duration spacing() {
    return history.spacing();
  }

  @Override
  public int burst() {
    return history.burst();
  }

  @Override
  public void close() {
    history.close();
  }
}
