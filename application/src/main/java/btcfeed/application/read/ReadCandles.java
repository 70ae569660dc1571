package btcfeed.application.read;

import btcfeed.domain.candle.Candle;
import btcfeed.domain.candle.Interval;
import btcfeed.domain.market.Symbol;
import java.util.List;

/**
 * Driving port: reads candles from the stores, at most a second behind the trades. Any thread; a
 * call reads at most two pages.
 */
public interface ReadCandles {
  /** Most buckets of one call. */
  int MAX_BUCKETS = 1_000;

  /**
   * The candles of consecutive buckets; buckets without trades have none.
   *
   * @param fromMs start of the first bucket, Unix milliseconds
   */
  CandlesResult candles(Symbol symbol, Interval interval, long fromMs, int buckets);

  sealed interface CandlesResult {
    /** Oldest first. */
    record Found(List<At> candles) implements CandlesResult {}

    /** No store answered. */
    record Unavailable(String detail) implements CandlesResult {}
  }

  /** A candle and the start of its bucket, Unix milliseconds. */
  record At(long startMs, Candle candle) {}
}
