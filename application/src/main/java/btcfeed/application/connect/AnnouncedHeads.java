package btcfeed.application.connect;

import btcfeed.domain.market.Market;
import btcfeed.domain.market.Trade;
import btcfeed.domain.market.TradeId;
import btcfeed.domain.port.AcceptTrades;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * What a venue says on one connection of its own newest trades, beside sending them.
 *
 * <p>A trade it has told of and nobody has brought half a second later is missing, although none
 * came after it. If it tells of the same trade again, and the connection has brought that one,
 * nothing was traded in between: that silence is the market's. What it tells of a trade below the
 * newest one that any connection has brought is old, and explains no silence. The connection's
 * thread, but for {@link #silentSince}.
 */
final class AnnouncedHeads {
  /** What is said of a trade may overtake the trade. */
  private static final long GRACE_NANOS = Duration.ofMillis(500).toNanos();

  /**
   * @param told whether the ingest knows of it
   */
  private record Claim(long id, long receiveTimeUs, long nanos, boolean told) {}

  private final AcceptTrades trades;
  private final NewestIds newest;
  private final Map<Market, Claim> claims = new HashMap<>();
  private final Map<Market, Long> brought = new HashMap<>();
  private volatile long quietNanos;
  private volatile long behindNanos;

  /**
   * @param nanos now
   */
  AnnouncedHeads(AcceptTrades trades, NewestIds newest, long nanos) {
    this.trades = trades;
    this.newest = newest;
    quietNanos = nanos;
    behindNanos = nanos;
  }

  /** A trade came; costs nothing where the venue claims nothing. */
  void heard(Trade trade) {
    newest.brought(trade);
    if (!claims.isEmpty() && trade.id() instanceof TradeId.Numbered(long number)) {
      brought.merge(trade.market(), number, Math::max);
    }
  }

  /** The venue says that this is the newest trade of the market. */
  void reached(Market market, long id, long receiveTimeUs, long now) {
    newest.use();
    // What came before the first claim is not known.
    brought.putIfAbsent(market, id);
    Claim before = claims.getOrDefault(market, new Claim(id, receiveTimeUs, now, false));
    boolean young = now - before.nanos < GRACE_NANOS;
    if (id == before.id) {
      claims.put(market, before);
      if (!young && brought.getOrDefault(market, id) < id) {
        behindNanos = now;
      } else if (brought.getOrDefault(market, id) <= id && !newest.isAbove(market, id)) {
        quietNanos = now;
      }
    } else if (young) {
      claims.put(market, new Claim(Math.max(id, before.id), receiveTimeUs, before.nanos, false));
    } else {
      // Of two that differ the lower one is certain.
      tell(market, new Claim(Math.min(id, before.id), before.receiveTimeUs, now, before.told));
      claims.put(market, new Claim(id, receiveTimeUs, now, false));
    }
    tellOld(now);
  }

  /** Tells of what has had time to come. */
  void tellOld(long now) {
    for (Map.Entry<Market, Claim> known : claims.entrySet()) {
      if (now - known.getValue().nanos >= GRACE_NANOS) {
        known.setValue(tell(known.getKey(), known.getValue()));
      }
    }
  }

  /** Since when the connection's silence is not explained by the market's. Any thread. */
  long silentSince(long tradeNanos) {
    return tradeNanos < behindNanos ? tradeNanos : Math.max(tradeNanos, quietNanos);
  }

  private Claim tell(Market market, Claim claim) {
    if (!claim.told) {
      trades.missed(market, TradeId.of(claim.id), claim.receiveTimeUs);
    }
    return new Claim(claim.id, claim.receiveTimeUs, claim.nanos, true);
  }
}
