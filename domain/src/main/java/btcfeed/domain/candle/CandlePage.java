package btcfeed.domain.candle;

import btcfeed.domain.market.Symbol;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The candles under one key: a hash with a field for each bucket, named by its start.
 *
 * @param startMs start of the page, Unix milliseconds
 */
public record CandlePage(Symbol symbol, Interval interval, long startMs) {
  /** The field with the journal record up to which the page was built. */
  public static final String UPTO = "upto";

  /** The prefix of all page keys. */
  public static final String PREFIX = "btc:candles:";

  /** The page that contains a moment. */
  public static CandlePage at(Symbol symbol, Interval interval, long ms) {
    return new CandlePage(symbol, interval, interval.pageOf(ms));
  }

  public CandlePage next() {
    return new CandlePage(symbol, interval, interval.pageAfter(startMs));
  }

  public String key() {
    return PREFIX + symbol + ":" + interval.text() + ":" + startMs;
  }

  /** The buckets of a hash by their start; invalid fields are left out. */
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
