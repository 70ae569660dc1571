package btcfeed.application.connect;

import btcfeed.application.ingest.VenueStats;
import btcfeed.domain.market.Market;
import btcfeed.domain.market.Trade;
import btcfeed.domain.market.TradeId;
import btcfeed.domain.port.AcceptTrades;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Who listens to one venue, and who is known to have heard on from where another stopped. When a
 * connection ends that nobody can be trusted to go on from, the ingest is told. Any thread.
 *
 * <p>That two were open at the same time proves nothing: one may have been behind, and what it had
 * not said yet ends with it. A trade that both of them brought does: what came before it the one
 * has heard, and what comes after it the other will. Until there is one, a connection counts for
 * itself only. Each market has its own proof.
 */
public final class Coverage {
  /** How far another connection may be behind and still count as listening. */
  private static final long BEHIND_NANOS = Duration.ofSeconds(2).toNanos();

  private static final int MOST_REMEMBERED = 4_096;

  private record Name(Market market, TradeId id) {}

  private final VenueStats venue;
  private final AcceptTrades trades;

  /** Each with the markets that it carries on. */
  private final Map<Session, Set<Market>> listening = new LinkedHashMap<>();

  private final Set<Market> markets = ConcurrentHashMap.newKeySet();

  /** Who brought a trade first, as long as that may yet prove something. */
  private final Map<Name, Session> lately = new LinkedHashMap<>();

  private volatile boolean proven;

  public Coverage(VenueStats venue, AcceptTrades trades) {
    this.venue = venue;
    this.trades = trades;
  }

  synchronized void began(Session session) {
    listening.put(session, new HashSet<>());
    proven = false;
  }

  /** Trades came on it and are about to be handed over. */
  void heard(Session session, List<Trade> some) {
    if (!proven || !knows(some)) {
      compare(session, some);
    }
  }

  private boolean knows(List<Trade> some) {
    for (Trade trade : some) {
      if (!markets.contains(trade.market())) {
        return false;
      }
    }
    return true;
  }

  /** True if it goes on wherever the other one stops. */
  synchronized boolean follows(Session session, Session other) {
    return listening.containsKey(session)
        && listening.get(session).containsAll(listening.getOrDefault(other, Set.of()));
  }

  /**
   * A connection ended or is about to be closed; what it heard was handed over. Says in which
   * markets nobody goes on from there. Idempotent.
   */
  Set<Market> ended(Session session) {
    Set<Market> unheard = new LinkedHashSet<>();
    synchronized (this) {
      Set<Market> carried = listening.remove(session);
      if (carried == null) {
        return unheard;
      }
      carried.stream().filter(market -> !carriedOn(market, session)).forEach(unheard::add);
      lately.values().removeIf(by -> by == session);
      proven = allCarryAll();
    }
    if (!unheard.isEmpty()) {
      venue.interrupted();
      unheard.forEach(market -> trades.interrupted(market, session.saidUs(market)));
    }
    return unheard;
  }

  private boolean carriedOn(Market market, Session from) {
    return listening.entrySet().stream()
        .anyMatch(
            other ->
                other.getValue().contains(market)
                    && other.getKey().tradeNanos() >= from.tradeNanos() - BEHIND_NANOS);
  }

  private synchronized void compare(Session session, List<Trade> some) {
    Set<Market> carried = listening.get(session);
    if (carried == null) {
      return;
    }
    for (Trade trade : some) {
      Market market = trade.market();
      markets.add(market);
      if (listening.values().stream().noneMatch(of -> of.contains(market))) {
        carried.add(market);
      }
      if (listening.values().stream().anyMatch(of -> !of.contains(market))) {
        prove(session, new Name(market, trade.id()));
      }
    }
    proven = allCarryAll();
    if (proven) {
      lately.clear();
    }
  }

  private void prove(Session session, Name name) {
    Session other = lately.putIfAbsent(name, session);
    if (other != null && other != session) {
      Set<Market> theirs = listening.get(other);
      Set<Market> ours = listening.get(session);
      if (theirs.contains(name.market()) || ours.contains(name.market())) {
        theirs.add(name.market());
        ours.add(name.market());
      }
    }
    if (lately.size() > MOST_REMEMBERED) {
      lately.remove(lately.keySet().iterator().next());
    }
  }

  private boolean allCarryAll() {
    return listening.values().stream().allMatch(carried -> carried.containsAll(markets));
  }
}
