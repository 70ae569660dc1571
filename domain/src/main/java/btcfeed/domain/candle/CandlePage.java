package btcfeed.domain.candle;

import btcfeed.domain.market.Symbol;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which candles stand under one key: a hash with a field for each bucket, named by its beginning.
 *
 * @param startMs where the page begins, Unix milliseconds
 */
public record CandlePage(Symbol symbol, Interval interval, long startMs) {
  /** The field that says up to which journal record the page was built when last written. */
  public static final String UPTO = "upto";

  /** What the keys of all pages begin with. */
  public static final String PREFIX = "btc:candles:";

  /** The page this moment is on. */
  public static CandlePage at(Symbol symbol, Interval interval, long ms) {
    return new CandlePage(symbol, interval, interval.pageOf(ms));
  }

  public CandlePage next() {
    return new CandlePage(symbol, interval, interval.pageAfter(startMs));
  }

  /** The key it stands under. */
  public String key() {
    return PREFIX + symbol + ":" + interval.text() + ":" + startMs;
  }

  /** The buckets in a hash, by their beginnings; what is none is left out. */
  public static NavigableMap<Long, CandleState> buckets(Map<String, String> fields) {
    NavigableMap<Long, CandleState> buckets = new TreeMap<>();
    fields.forEach(
        (name, text) -> {
          Optional<CandleState> bucket =
              name.equals(UPTO) ? Optional.empty() : CandleState.parse(text);
          bucket
              .filter(_ -> name.matches("[0-9]{1,18}"))
              .ifPresent(found -> buckets.put(Long.parseLong(name), found));
        });
    return buckets;
  }
}
