package btcfeed.domain.sequence;

import btcfeed.domain.market.Market;
import btcfeed.domain.market.Price;
import btcfeed.domain.market.Quantity;
import btcfeed.domain.market.Side;
import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Trade;
import btcfeed.domain.market.TradeId;
import btcfeed.domain.market.Venue;

/** Trades of one market; number {@code n} was traded at microsecond {@code 1000 n}. */
final class Trades {
  private static final Market MARKET = new Market(new Venue("binance"), Symbol.parse("BTC-USDT"));

  static final CoverageLoss DISCONNECTED = new CoverageLoss.Disconnected(MARKET.venue());

  private Trades() {}

  static Trade trade(long id) {
    return trade(TradeId.of(id), timeUs(id));
  }

  static Trade trade(TradeId id, long timeUs) {
    return new Trade(MARKET, id, Price.parse("64000.1"), Quantity.parse("1"), Side.BUY, timeUs);
  }

  static CoverageLoss missedTime(long sinceUs, long untilUs) {
    return new CoverageLoss.MissedTime(MARKET.venue(), sinceUs, untilUs);
  }

  static CoverageLoss historyAdded(long sinceUs) {
    return new CoverageLoss.HistoryAdded(MARKET, sinceUs);
  }

  static CoverageLoss announced(long id) {
    return new CoverageLoss.AnnouncedButMissing(MARKET, TradeId.of(id), timeUs(id));
  }

  static long timeUs(long id) {
    return id * 1000;
  }
}
