package btcfeed.simulator;

import btcfeed.domain.market.Trade;
import btcfeed.domain.market.TradeId;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/** Rows of past trades, as venues cut them into pages. */
final class PastTrades {
  private static final Comparator<Trade> BY_ID = Comparator.comparingLong(PastTrades::number);

  private PastTrades() {}

  /** The first of those that fit, oldest first. */
  static List<Trade> first(List<Trade> tape, int count, Predicate<Trade> fit) {
    return tape.stream().filter(fit).distinct().sorted(BY_ID).limit(count).toList();
  }

  /** The last of those that fit, newest first. */
  static List<Trade> last(List<Trade> tape, int count, Predicate<Trade> fit) {
    return tape.stream().filter(fit).distinct().sorted(BY_ID.reversed()).limit(count).toList();
  }

  /** Whether it happened between these milliseconds, both included. */
  static boolean within(Trade trade, long fromMs, long toMs) {
    long atMs = trade.exchangeTimeUs() / 1000;
    return atMs >= fromMs && atMs <= toMs;
  }

  /** The number of a trade; names have none. */
  static long number(Trade trade) {
    return switch (trade.id()) {
      case TradeId.Numbered(long number) -> number;
      case TradeId.Named _ -> 0;
    };
  }
}
