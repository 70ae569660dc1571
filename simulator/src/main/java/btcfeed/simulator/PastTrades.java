package btcfeed.simulator;

import btcfeed.domain.market.Trade;
import btcfeed.domain.market.TradeId;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/**
 * The recorded trades of one market, from which a history page is cut.
 *
 * @param backwards the trades, newest first
 * @param limit most trades in a page
 * @param nowUs the time on the exchange's clock, in microseconds since 1970
 */
public record PastTrades(List<Trade> backwards, int limit, long nowUs) {
  private static final Comparator<Trade> BY_ID = Comparator.comparingLong(PastTrades::number);

  /** The oldest matching trades, oldest first. */
  public List<Trade> oldest(Predicate<Trade> filter) {
    return page(backwards.reversed(), filter, BY_ID);
  }

  /** The newest matching trades, newest first. */
  public List<Trade> newest(Predicate<Trade> filter) {
    return page(backwards, filter, BY_ID.reversed());
  }

  private List<Trade> page(List<Trade> trades, Predicate<Trade> filter, Comparator<Trade> order) {
    return trades.stream().filter(filter).distinct().sorted(order).limit(limit).toList();
  }

  public static long seconds(Trade trade) {
    return trade.exchangeTimeUs() / 1_000_000;
  }

  public static long millis(Trade trade) {
    return trade.exchangeTimeUs() / 1000;
  }

  /** The sequential id of a trade; 0 if its id is a name. */
  public static long number(Trade trade) {
    return switch (trade.id()) {
      case TradeId.Numbered(long number) -> number;
      case TradeId.Named _ -> 0;
    };
  }
}
