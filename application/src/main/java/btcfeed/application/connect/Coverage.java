package btcfeed.application.connect;

import btcfeed.application.ingest.VenueStats;
import btcfeed.domain.port.AcceptTrades;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Who listens to one venue, and who listened: whatever of the venue's time no connection has heard
 * is told to the ingest. Any thread.
 *
 * <p>A connection has heard all there was between its first and its last trade, by the venue's
 * time. One follows on from another if it reaches back to where that one ended; what does not is an
 * island. While a connection listens that reaches back far enough, it may yet bring what lies
 * before an island, however late it is. Once there is none, nobody heard that time. If nothing was
 * heard behind it either, it lasts until the next trade.
 */
public final class Coverage {
  /** How far another connection may be behind and still count as listening. */
  private static final long BEHIND_NANOS = Duration.ofSeconds(2).toNanos();

  /** How long both must have listened: a venue does not stamp all its markets in one order. */
  private static final long OVERLAP_US = 1_000_000;

  private static final int MOST_ISLANDS = 64;
  private static final long NOTHING = Long.MIN_VALUE;

  private record Unheard(long sinceUs, long untilUs) {}

  private final VenueStats venue;
  private final AcceptTrades trades;
  private final Set<Session> listening = new LinkedHashSet<>();

  /** What connections heard that have ended, first to last, and follows on from nothing yet. */
  private final TreeMap<Long, Long> islands = new TreeMap<>();

  /** How far back the next connection must reach to follow on. */
  private long reachUs = NOTHING;

  /** The newest trade that is known to have been heard. */
  private long newestUs = NOTHING;

  /** Whatever was not heard up to here was told. */
  private long settledUs = NOTHING;

  public Coverage(VenueStats venue, AcceptTrades trades) {
    this.venue = venue;
    this.trades = trades;
  }

  synchronized void began(Session session) {
    listening.add(session);
  }

  /** True if any connection to the venue is confirmed and has not ended. */
  synchronized boolean isListening() {
    return !listening.isEmpty();
  }

  /** True if a connection reaches back to what another one brought, so that nothing is between. */
  static boolean follows(Session next, Session before) {
    return !before.timed() || (next.timed() && next.firstUs() <= before.lastUs() - OVERLAP_US);
  }

  /**
   * A connection ended or is about to be closed; what it heard was handed over. True if nobody
   * listens since. Idempotent.
   */
  boolean ended(Session session) {
    List<Unheard> unheard = new ArrayList<>();
    boolean nobody;
    synchronized (this) {
      if (!listening.remove(session)) {
        return false;
      }
      Map<Boolean, List<Session>> others =
          listening.stream()
              .filter(Session::timed)
              .collect(
                  Collectors.partitioningBy(
                      other -> other.tradeNanos() >= session.tradeNanos() - BEHIND_NANOS));
      List<Session> abreast = others.getOrDefault(true, List.of());
      heard(session, abreast, others.getOrDefault(false, List.of()));
      findUnheard(abreast, unheard);
      nobody = abreast.isEmpty();
      if (nobody) {
        settledUs = newestUs;
        islands.clear();
        reachUs = NOTHING;
      }
    }
    unheard.forEach(time -> trades.unheard(venue.venue(), time.sinceUs, time.untilUs));
    if (nobody) {
      venue.interrupted();
      trades.interrupted(venue.venue());
    }
    return nobody;
  }

  /** A connection does not know what was traded between these times; maybe another one does. */
  void doubted(Session session, long sinceUs, long untilUs) {
    boolean heard;
    synchronized (this) {
      heard =
          listening.stream()
              .filter(other -> other != session && other.timed() && !other.doubting())
              .anyMatch(other -> other.firstUs() <= sinceUs && untilUs <= other.lastUs());
    }
    if (!heard) {
      trades.unheard(venue.venue(), sinceUs, untilUs);
    }
  }

  /** One that is behind may never bring more; what it has brought counts. */
  private void heard(Session session, List<Session> abreast, List<Session> behind) {
    Stream.concat(Stream.of(session).filter(Session::timed), behind.stream())
        .filter(one -> one.lastUs() > settledUs)
        .forEach(
            one -> {
              islands.merge(firstUs(one), one.lastUs(), Math::max);
              newestUs = Math.max(newestUs, one.lastUs());
            });
    if (reachUs == NOTHING) {
      reachUs =
          abreast.stream()
              .mapToLong(this::firstUs)
              .reduce(islands.isEmpty() ? Long.MAX_VALUE : islands.firstKey(), Math::min);
    }
    joinIslands();
  }

  private long firstUs(Session session) {
    return Math.max(session.firstUs(), settledUs);
  }

  private void joinIslands() {
    while (!islands.isEmpty() && islands.firstKey() <= reachUs) {
      reachUs = Math.max(reachUs, islands.pollFirstEntry().getValue() - OVERLAP_US);
    }
  }

  private void findUnheard(List<Session> abreast, List<Unheard> found) {
    while (!mayYetBeBrought(abreast)) {
      long next =
          abreast.stream()
              .mapToLong(this::firstUs)
              .reduce(islands.isEmpty() ? Long.MAX_VALUE : islands.firstKey(), Math::min);
      if (next == Long.MAX_VALUE) {
        return;
      }
      found.add(new Unheard(reachUs, next));
      reachUs = next;
      joinIslands();
    }
  }

  private boolean mayYetBeBrought(List<Session> abreast) {
    return islands.size() <= MOST_ISLANDS
        && abreast.stream().anyMatch(other -> firstUs(other) <= reachUs);
  }
}
