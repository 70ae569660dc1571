package btcfeed.domain.candle;

import btcfeed.domain.market.Decimal;
import btcfeed.domain.market.Price;
import btcfeed.domain.market.Trade;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * The trades of a symbol in one bucket of time. Exact, and independent of the order of the trades
 * and of how they are grouped.
 *
 * @param volume of the base currency
 */
public record Candle(
    Price open,
    Price high,
    Price low,
    Price close,
    BigDecimal volume,
    long trades,
    TradeMoment opened,
    TradeMoment closed) {
  private static final int PARTS = 8;

  /** The candle of one trade. */
  public static Candle of(Trade trade) {
    return of(List.of(trade));
  }

  /** The candle of at least one trade, in any order: the {@link #and} of all. */
  public static Candle of(List<Trade> trades) {
    Trade first = trades.getFirst();
    Trade last = first;
    Price high = first.price();
    Price low = high;
    Volume volume = new Volume();
    for (Trade trade : trades) {
      first = isBefore(trade, first) ? trade : first;
      last = isBefore(last, trade) ? trade : last;
      high = order(trade.price(), high) > 0 ? trade.price() : high;
      low = order(trade.price(), low) < 0 ? trade.price() : low;
      volume.add(trade.quantity());
    }
    return new Candle(
        first.price(),
        high,
        low,
        last.price(),
        volume.sum(),
        trades.size(),
        TradeMoment.of(first),
        TradeMoment.of(last));
  }

  private static boolean isBefore(Trade a, Trade b) {
    return a.exchangeTimeUs() == b.exchangeTimeUs()
        ? TradeMoment.of(a).compareTo(TradeMoment.of(b)) < 0
        : a.exchangeTimeUs() < b.exchangeTimeUs();
  }

  /** Merges both; no trade may be in both. */
  public Candle and(Candle other) {
    boolean first = opened.compareTo(other.opened) <= 0;
    boolean last = closed.compareTo(other.closed) >= 0;
    return new Candle(
        first ? open : other.open,
        order(high, other.high) >= 0 ? high : other.high,
        order(low, other.low) <= 0 ? low : other.low,
        last ? close : other.close,
        volume.add(other.volume),
        trades + other.trades,
        first ? opened : other.opened,
        last ? closed : other.closed);
  }

  /** {@code open high low close volume trades}, and the moments of the first and the last trade. */
  public String text() {
    return String.join(
        " ",
        open.text(),
        high.text(),
        low.text(),
        close.text(),
        volume.toPlainString(),
        Long.toString(trades),
        opened.text(),
        closed.text());
  }

  /** Reads {@link #text}; empty if it is invalid. */
  public static Optional<Candle> parse(String text) {
    String[] parts = text.split(" ", -1);
    if (parts.length != PARTS) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new Candle(
              Price.parse(parts[0]),
              Price.parse(parts[1]),
              Price.parse(parts[2]),
              Price.parse(parts[3]),
              new BigDecimal(parts[4]),
              Long.parseLong(parts[5]),
              TradeMoment.parse(parts[6]),
              TradeMoment.parse(parts[7])));
    } catch (IllegalArgumentException no) {
      return Optional.empty();
    }
  }

  /** By value; of equal values the one with fewer digits is smaller. */
  private static int order(Price a, Price b) {
    int bySize = Decimal.compare(a, b);
    return bySize != 0 ? bySize : Integer.compare(a.scale(), b.scale());
  }
}
