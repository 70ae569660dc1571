package btcfeed.application.read;

import btcfeed.domain.candle.Candle;
import btcfeed.domain.candle.Interval;
import btcfeed.domain.market.Symbol;
import java.util.List;

/**
 * Driving port: the candles that stand in the stores, a second behind the trades at most. Any
 * thread; a call reads two pages at most.
 */
public interface ReadCandles {
  /** Most buckets of time one call looks at. */
  int MOST_BUCKETS = 1_000;

  /**
   * The candles of so many buckets from a moment on; buckets without trades have none.
   *
   * @param fromMs Unix milliseconds, the beginning of a bucket
   */
  Answer candles(Symbol symbol, Interval interval, long fromMs, int buckets);

  /** What was found, or why not. */
  sealed interface Answer {
    /** Oldest first. */
    record Found(List<At> candles) implements Answer {}

    /** No store answered. */
    record Unavailable(String detail) implements Answer {}
  }

  /** A candle and the beginning of its bucket, Unix milliseconds. */
  record At(long startMs, Candle candle) {}
}
