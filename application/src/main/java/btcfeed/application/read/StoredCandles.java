package btcfeed.application.read;

import btcfeed.domain.candle.CandlePage;
import btcfeed.domain.candle.CandleState;
import btcfeed.domain.candle.Interval;
import btcfeed.domain.market.Symbol;
import btcfeed.domain.port.ReadStores;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** Reads candles from the pages in the stores. */
public final class StoredCandles implements ReadCandles {
  private final ReadStores stores;

  public StoredCandles(ReadStores stores) {
    this.stores = stores;
  }

  @Override
  public CandlesResult candles(Symbol symbol, Interval interval, long fromMs, int buckets) {
    if (buckets < 1 || buckets > MAX_BUCKETS) {
      throw new IllegalArgumentException("1 to " + MAX_BUCKETS + " buckets, not " + buckets);
    }
    long endMs = fromMs + buckets * interval.lengthMs();
    List<At> found = new ArrayList<>();
    CandlePage page = CandlePage.at(symbol, interval, fromMs);
    while (page.startMs() < endMs) {
      switch (stores.fields(page.key())) {
        case ReadStores.LookupResult.Unavailable<Map<String, String>>(String detail) -> {
          return new CandlesResult.Unavailable(detail);
        }
        case ReadStores.LookupResult.Found<Map<String, String>>(_, Map<String, String> fields) -> {
          SortedMap<Long, CandleState> wanted = CandlePage.buckets(fields).subMap(fromMs, endMs);
          wanted.forEach((startMs, bucket) -> found.add(new At(startMs, bucket.candle())));
        }
      }
      page = page.next();
    }
    return new CandlesResult.Found(List.copyOf(found));
  }
}
