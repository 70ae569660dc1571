package btcfeed.domain.coverage;

import btcfeed.domain.market.Market;
import btcfeed.domain.market.Trade;
import btcfeed.domain.market.TradeId;
import btcfeed.domain.market.Venue;
import btcfeed.domain.sequence.CoverageLoss;
import btcfeed.domain.sequence.Plausibility;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Which of a venue's trades its connections have received, and which time none of them covers.
 *
 * <p>A connection covers the time between its first and its last trade, by the venue's clock. It
 * continues another connection if it reaches back to where that one ended. A connection that ended
 * and is not continued yet leaves an island. An open connection that reaches back far enough may
 * still deliver what lies before the island. Without such a connection, that time is missed.
 *
 * <p>A message that was unreadable or lost may have contained trades. The connection then does not
 * cover the time from its last trade before the message to the first trade {@link #DOUBT_NANOS}
 * after it. The same holds for a suspicious silence.
 *
 * <p>Only plausible trade times count: one trade dated in the future would hide all that is missed
 * until then. Any thread. The caller passes on the losses that a call returns.
 */
public final class VenueCoverage {
  /** How far another connection may be behind and still count as listening. */
  private static final long BEHIND_NANOS = Duration.ofSeconds(2).toNanos();

  /** How long two connections must overlap: a venue does not stamp its markets in one order. */
  private static final long OVERLAP_US = 1_000_000;

  private static final long DOUBT_NANOS = Duration.ofSeconds(1).toNanos();
  private static final int MAX_ISLANDS = 64;
  private static final long NONE = Long.MIN_VALUE;

  private final Venue venue;
  private final Map<Market, Plausibility> plausibility = new HashMap<>();

  /** The newest id of each market on any connection; filled once the venue announces ids. */
  private final Map<Market, Long> newestIds = new HashMap<>();

  private boolean announcesIds;
  private final Set<Connection> listening = new LinkedHashSet<>();

  /** First to last trade of connections that ended and are not continued yet. */
  private final TreeMap<Long, Long> islands = new TreeMap<>();

  /** How far back the next connection must reach to continue the others. */
  private long reachUs = NONE;

  private long newestUs = NONE;

  /** All losses up to this time were returned. */
  private long settledUs = NONE;

  public VenueCoverage(Venue venue) {
    this.venue = venue;
  }

  /** A connection was opened; it does not listen before {@link Connection#confirmed}. */
  public Connection open(long nowNanos) {
    return new Connection(nowNanos);
  }

  /** True if any connection to the venue is confirmed and has not ended. */
  public synchronized boolean isListening() {
    return !listening.isEmpty();
  }

  /** The coverage of one connection. */
  public final class Connection {
    private final AnnouncedHeads heads;
    private long tradeNanos;
    private long firstUs = Long.MAX_VALUE;
    private long lastUs = NONE;
    private long doubtSinceUs = NONE;
    private long doubtNanos;
    private boolean partial;

    private Connection(long nowNanos) {
      this.tradeNanos = nowNanos;
      this.heads = new AnnouncedHeads(nowNanos);
    }

    /** The subscription is confirmed; from now on the connection listens. */
    public void confirmed() {
      synchronized (VenueCoverage.this) {
        listening.add(this);
      }
    }

    /** Trades of one message, or of several that arrived together. */
    public List<CoverageLoss> received(List<Trade> trades, long receiveTimeUs, long receiveNanos) {
      synchronized (VenueCoverage.this) {
        tradeNanos = receiveNanos;
        List<CoverageLoss> losses = List.of();
        if (isDoubtful() && !partial && receiveNanos - doubtNanos >= DOUBT_NANOS) {
          losses =
              plausible(trades, receiveTimeUs, receiveNanos)
                  .map(trade -> endDoubt(trade.exchangeTimeUs()))
                  .orElse(List.of());
        }
        extend(trades, receiveTimeUs, receiveNanos);
        if (partial && !isDoubtful()) {
          doubt(receiveNanos);
        }
        return losses;
      }
    }

    /** Trades of a message that was cut when the connection ended. */
    public void recovered(List<Trade> trades, long receiveTimeUs, long receiveNanos) {
      synchronized (VenueCoverage.this) {
        extend(trades, receiveTimeUs, receiveNanos);
      }
    }

    /** The venue announced its newest trade of a market. */
    public List<CoverageLoss> announced(Market market, long id, long receiveTimeUs, long now) {
      synchronized (VenueCoverage.this) {
        announcesIds = true;
        boolean outdated = newestIds.getOrDefault(market, Long.MIN_VALUE) > id;
        return heads.announced(market, id, receiveTimeUs, outdated, now);
      }
    }

    /** Announced trades that have had time to arrive and did not. */
    public List<CoverageLoss> overdue(long now) {
      synchronized (VenueCoverage.this) {
        return heads.overdue(now);
      }
    }

    /** The venue refuses a part of the subscription; that part is not covered until the end. */
    public void partial(long now) {
      synchronized (VenueCoverage.this) {
        partial = true;
        doubt(now);
      }
    }

    /** Trades after the last one may be missing, until a later trade arrives. */
    public void doubt(long now) {
      synchronized (VenueCoverage.this) {
        if (lastUs == NONE) {
          return;
        }
        if (!isDoubtful()) {
          doubtSinceUs = lastUs - 1;
        }
        doubtNanos = now;
      }
    }

    /** True if it reaches back to what the other one received, so that nothing lies between. */
    public boolean continues(Connection before) {
      synchronized (VenueCoverage.this) {
        return !before.isTimed() || (isTimed() && firstUs <= before.lastUs - OVERLAP_US);
      }
    }

    /** Since when it has received no trade, and the venue has not announced that there is none. */
    public long silentSince() {
      synchronized (VenueCoverage.this) {
        return heads.silentSince(tradeNanos);
      }
    }

    /**
     * The connection ended, and all it received was passed on. Idempotent.
     *
     * @param cut the trade of which only the id arrived before the end
     */
    public List<CoverageLoss> ended(Optional<CoverageLoss> cut) {
      synchronized (VenueCoverage.this) {
        List<CoverageLoss> losses = new ArrayList<>(endDoubt(lastUs));
        if (listening.remove(this)) {
          List<Connection> timed = listening.stream().filter(Connection::isTimed).toList();
          List<Connection> abreast =
              timed.stream()
                  .filter(other -> other.tradeNanos >= tradeNanos - BEHIND_NANOS)
                  .toList();
          addIslands(this, timed.stream().filter(other -> !abreast.contains(other)));
          findMissed(abreast, losses);
          if (abreast.isEmpty()) {
            settledUs = newestUs;
            islands.clear();
            reachUs = NONE;
            losses.add(new CoverageLoss.Disconnected(venue));
            cut.ifPresent(losses::add);
          }
        }
        return losses;
      }
    }

    private void extend(List<Trade> trades, long receiveTimeUs, long receiveNanos) {
      if (!isTimed()) {
        plausible(trades, receiveTimeUs, receiveNanos)
            .ifPresent(first -> firstUs = first.exchangeTimeUs());
      }
      plausible(trades.reversed(), receiveTimeUs, receiveNanos)
          .ifPresent(
              last -> {
                lastUs = Math.max(lastUs, last.exchangeTimeUs());
                if (last.id() instanceof TradeId.Numbered(long id)) {
                  heads.received(last.market(), id);
                  if (announcesIds) {
                    newestIds.merge(last.market(), id, Math::max);
                  }
                }
              });
    }

    /** The doubt ends; a loss unless another connection covers that time. */
    private List<CoverageLoss> endDoubt(long untilUs) {
      if (!isDoubtful()) {
        return List.of();
      }
      long sinceUs = doubtSinceUs;
      long endUs = Math.max(sinceUs + 1, untilUs);
      doubtSinceUs = NONE;
      boolean covered =
          listening.stream()
              .filter(other -> other != this && other.isTimed() && !other.isDoubtful())
              .anyMatch(other -> other.firstUs <= sinceUs && endUs <= other.lastUs);
      return covered ? List.of() : List.of(new CoverageLoss.MissedTime(venue, sinceUs, endUs));
    }

    private boolean isDoubtful() {
      return doubtSinceUs != NONE;
    }

    /** True once it received a plausible trade. */
    private boolean isTimed() {
      return firstUs != Long.MAX_VALUE;
    }

    /** Its first trade behind what is settled. */
    private long fromUs() {
      return Math.max(firstUs, settledUs);
    }
  }

  private Optional<Trade> plausible(List<Trade> trades, long receiveTimeUs, long receiveNanos) {
    return trades.stream()
        .filter(
            trade ->
                plausibility
                    .computeIfAbsent(trade.market(), _ -> new Plausibility())
                    .believes(trade.exchangeTimeUs(), receiveTimeUs, receiveNanos))
        .findFirst();
  }

  /** A connection that is far behind may never deliver more; what it has received counts. */
  private void addIslands(Connection ended, Stream<Connection> behind) {
    Stream.concat(Stream.of(ended).filter(Connection::isTimed), behind)
        .filter(one -> one.lastUs > settledUs)
        .forEach(
            one -> {
              islands.merge(one.fromUs(), one.lastUs, Math::max);
              newestUs = Math.max(newestUs, one.lastUs);
            });
  }

  private void findMissed(List<Connection> abreast, List<CoverageLoss> losses) {
    if (reachUs == NONE) {
      reachUs = firstCovered(abreast);
    }
    joinIslands();
    while (!mayStillArrive(abreast)) {
      long next = firstCovered(abreast);
      if (next == Long.MAX_VALUE) {
        return;
      }
      losses.add(new CoverageLoss.MissedTime(venue, reachUs, next));
      reachUs = next;
      joinIslands();
    }
  }

  private boolean mayStillArrive(List<Connection> abreast) {
    return islands.size() <= MAX_ISLANDS
        && abreast.stream().anyMatch(other -> other.fromUs() <= reachUs);
  }

  private long firstCovered(List<Connection> abreast) {
    return abreast.stream()
        .mapToLong(Connection::fromUs)
        .reduce(islands.isEmpty() ? Long.MAX_VALUE : islands.firstKey(), Math::min);
  }

  private void joinIslands() {
    while (!islands.isEmpty() && islands.firstKey() <= reachUs) {
      reachUs = Math.max(reachUs, islands.pollFirstEntry().getValue() - OVERLAP_US);
    }
  }
}
