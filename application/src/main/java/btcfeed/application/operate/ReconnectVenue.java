package btcfeed.application.operate;

import btcfeed.domain.line.LineId;
import java.util.List;

/**
 * Driving port: gives the lines to a venue fresh connections. Returns at once, having begun; any
 * thread.
 *
 * <p>One line after the other, each new connection up before the old one is closed, within what the
 * venue takes of attempts, and for as long as it takes. Asking again meanwhile changes nothing.
 */
@FunctionalInterface
public interface ReconnectVenue {
  /** What is begun with each line, in their order; empty where there is no such venue. */
  List<Begun> reconnect(String venue);

  /** One line's part in it. */
  record Begun(LineId line, Doing doing) {}

  /** What a line does about it. */
  enum Doing {
    /** It streams; a new connection is opened, and takes over. */
    REPLACING,
    /** It does not stream, and connects anyway, when its back-off is over. */
    CONNECTING
  }
}
