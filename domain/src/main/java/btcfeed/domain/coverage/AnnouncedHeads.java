package btcfeed.domain.coverage;

import btcfeed.domain.market.Market;
import btcfeed.domain.market.TradeId;
import btcfeed.domain.sequence.CoverageLoss;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The newest trade ids that a venue announces on one connection, in addition to the trades.
 *
 * <p>A trade that is announced and has not arrived half a second later is missing, even if no later
 * trade arrives. A repeated announcement of a trade that has arrived proves that the market is
 * quiet. An announcement below the newest id of any connection is outdated and proves nothing.
 */
final class AnnouncedHeads {
  /** An announcement may arrive before its trade. */
  private static final long GRACE_NANOS = Duration.ofMillis(500).toNanos();

  private record Head(long id, long receiveTimeUs, long nanos, boolean reported) {}

  private final Map<Market, Head> heads = new HashMap<>();
  private final Map<Market, Long> received = new HashMap<>();
  private long quietNanos;
  private long behindNanos;

  AnnouncedHeads(long nowNanos) {
    quietNanos = nowNanos;
    behindNanos = nowNanos;
  }

  /** A trade arrived on the connection. Costs nothing before the first announcement. */
  void received(Market market, long id) {
    if (!heads.isEmpty()) {
      received.merge(market, id, Math::max);
    }
  }

  /**
   * The venue announced its newest trade of a market.
   *
   * @param outdated true if any connection has received a higher id
   */
  List<CoverageLoss> announced(
      Market market, long id, long receiveTimeUs, boolean outdated, long now) {
    // What arrived before the first announcement is unknown.
    long newest = received.computeIfAbsent(market, _ -> id);
    Head before = heads.getOrDefault(market, new Head(id, receiveTimeUs, now, false));
    boolean young = now - before.nanos < GRACE_NANOS;
    List<CoverageLoss> missing = new ArrayList<>();
    if (id == before.id) {
      heads.put(market, before);
      if (!young && newest < id) {
        behindNanos = now;
      } else if (newest <= id && !outdated) {
        quietNanos = now;
      }
    } else if (young) {
      heads.put(market, new Head(Math.max(id, before.id), receiveTimeUs, before.nanos, false));
    } else {
      // If two announcements differ, only the lower id is certain.
      report(market, new Head(Math.min(id, before.id), before.receiveTimeUs, now, before.reported))
          .ifPresent(missing::add);
      heads.put(market, new Head(id, receiveTimeUs, now, false));
    }
    missing.addAll(overdue(now));
    return missing;
  }

  /** Announcements whose trades have had time to arrive, each once. */
  List<CoverageLoss> overdue(long now) {
    List<CoverageLoss> missing = new ArrayList<>();
    for (Map.Entry<Market, Head> known : heads.entrySet()) {
      Head head = known.getValue();
      if (now - head.nanos >= GRACE_NANOS) {
        report(known.getKey(), head).ifPresent(missing::add);
        known.setValue(new Head(head.id, head.receiveTimeUs, head.nanos, true));
      }
    }
    return missing;
  }

  /** Since when the announcements do not explain the silence of the connection. */
  long silentSince(long tradeNanos) {
    return tradeNanos < behindNanos ? tradeNanos : Math.max(tradeNanos, quietNanos);
  }

  private static Optional<CoverageLoss> report(Market market, Head head) {
    return head.reported
        ? Optional.empty()
        : Optional.of(
            new CoverageLoss.AnnouncedButMissing(market, TradeId.of(head.id), head.receiveTimeUs));
  }
}
