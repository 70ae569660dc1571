package btcfeed.http.admin;

import btcfeed.application.operate.ReconnectVenue;
import btcfeed.domain.store.ActiveStore;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Results of commands, in JSON. */
final class AdminView {
  private AdminView() {}

  /**
   * Readers have moved, or will move.
   *
   * @param active the store readers should use now
   * @param heldByOperator true while they stay there until the operator's next command
   */
  record Moved(String done, String active, boolean heldByOperator, String detail) {
    static Moved failover(ActiveStore now) {
      return of("failover", now, "readers use the failover store until POST /admin/failback");
    }

    static Moved failback(ActiveStore now) {
      return of(
          "failback",
          now,
          "readers return to the primary once it has caught up and has been stable for the grace"
              + " period (FEED_FAILBACK_GRACE); GET /redis/status shows it");
    }

    private static Moved of(String done, ActiveStore now, String detail) {
      return new Moved(done, now.store().text(), now instanceof ActiveStore.Held, detail);
    }
  }

  /**
   * The lines of a venue get new connections.
   *
   * @param lines by letter: {@code replacing}, or {@code connecting} for a line without a
   *     connection
   */
  record Reconnecting(String done, String venue, Map<String, String> lines, String detail) {
    static Reconnecting of(String venue, List<ReconnectVenue.LineReconnect> begun) {
      Map<String, String> lines = new LinkedHashMap<>();
      begun.forEach(
          one -> lines.put(one.line().letter(), one.action().name().toLowerCase(Locale.ROOT)));
      return new Reconnecting(
          "reconnect",
          venue,
          lines,
          "line by line; the old connection is closed after the new one is ready; the log shows"
              + " each replacement");
    }
  }
}
