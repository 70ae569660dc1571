package btcfeed.application.connect;

import btcfeed.application.ingest.VenueStats;
import btcfeed.domain.port.AcceptTrades;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Who listens to one venue. When a connection ends and no other one can be trusted to have heard
 * what it did not, the ingest is told that nobody listens. Any thread.
 */
public final class Coverage {
  /** How far another connection may be behind and still count as listening. */
  private static final long BEHIND_NANOS = Duration.ofSeconds(2).toNanos();

  private final VenueStats venue;
  private final AcceptTrades trades;
  private final Set<Session> listening = new LinkedHashSet<>();

  public Coverage(VenueStats venue, AcceptTrades trades) {
    this.venue = venue;
    this.trades = trades;
  }

  synchronized void began(Session session) {
    listening.add(session);
  }

  /**
   * A connection ended or is about to be closed; what it heard was handed over. True if nobody
   * listens since. Idempotent.
   */
  boolean ended(Session session) {
    boolean heardByOthers;
    synchronized (this) {
      if (!listening.remove(session)) {
        return false;
      }
      heardByOthers =
          listening.stream()
              .anyMatch(
                  other ->
                      other.fed() && other.tradeNanos() >= session.tradeNanos() - BEHIND_NANOS);
    }
    if (!heardByOthers) {
      venue.interrupted();
      trades.interrupted(venue.venue());
    }
    return !heardByOthers;
  }
}
