package btcfeed.application.operate;

import btcfeed.domain.line.LineId;
import java.util.List;

/**
 * Driving port: replaces the connections to a venue. Returns at once; any thread.
 *
 * <p>One line is replaced after the other, each new connection open before the old one is closed,
 * within the venue's rate limit. Repeated calls have no further effect.
 */
@FunctionalInterface
public interface ReconnectVenue {
  /** What each line does, in order; empty if the venue is unknown. */
  List<LineReconnect> reconnect(String venue);

  /** What one line does. */
  record LineReconnect(LineId line, Action action) {}

  enum Action {
    /** The line streams; a new connection replaces the current one. */
    REPLACING,
    /** The line does not stream; it connects after its back-off as usual. */
    CONNECTING
  }
}
