package btcfeed.http.admin;

import btcfeed.application.operate.ReconnectVenue;
import btcfeed.domain.store.ActiveStore;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What was done, in JSON. */
final class AdminView {
  private AdminView() {}

  /**
   * Readers were moved, or will be.
   *
   * @param active the store readers are pointed at now
   * @param heldByOperator true while they stay there until somebody asks otherwise
   */
  record Moved(String done, String active, boolean heldByOperator, String detail) {
    static Moved failover(ActiveStore now) {
      return of("failover", now, "readers use the failover store until POST /admin/failback");
    }

    static Moved failback(ActiveStore now) {
      return of(
          "failback",
          now,
          "readers go back to the primary once it is caught up and has stayed well for the grace"
              + " (FEED_FAILBACK_GRACE); GET /redis/status shows it");
    }

    private static Moved of(String done, ActiveStore now, String detail) {
      return new Moved(done, now.store().text(), now instanceof ActiveStore.Held, detail);
    }
  }

  /**
   * A venue's lines get fresh connections.
   *
   * @param lines by letter: {@code replacing}, or {@code connecting} where there is nothing to
   *     replace
   */
  record Reconnecting(String done, String venue, Map<String, String> lines, String detail) {
    static Reconnecting of(String venue, List<ReconnectVenue.Begun> begun) {
      Map<String, String> lines = new LinkedHashMap<>();
      begun.forEach(
          one -> lines.put(one.line().letter(), one.doing().name().toLowerCase(Locale.ROOT)));
      return new Reconnecting(
          "reconnect",
          venue,
          lines,
          "one line after the other, the new connection before the old one is closed; the log says"
              + " when each is replaced");
    }
  }
}
