package btcfeed.application.connect;

import btcfeed.domain.market.Market;
import btcfeed.domain.market.Trade;
import btcfeed.domain.market.TradeId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The newest trade id of each market that any connection to one venue has brought, where ids count.
 * It is kept only once the venue has announced an id, so that it costs nothing elsewhere. Any
 * thread.
 */
final class NewestIds {
  private final Map<Market, Long> newest = new ConcurrentHashMap<>();
  private volatile boolean used;

  NewestIds() {}

  /** The venue announces ids. */
  void use() {
    used = true;
  }

  /** A connection brought a trade. */
  void brought(Trade trade) {
    if (used && trade.id() instanceof TradeId.Numbered(long number)) {
      newest.merge(trade.market(), number, Math::max);
    }
  }

  /** True if a trade above this id came. */
  boolean isAbove(Market market, long id) {
    return newest.getOrDefault(market, Long.MIN_VALUE) > id;
  }
}
