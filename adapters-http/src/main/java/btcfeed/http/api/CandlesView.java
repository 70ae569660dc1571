package btcfeed.http.api;

import btcfeed.application.read.ReadCandles;
import btcfeed.domain.candle.Candle;
import btcfeed.http.response.Moment;
import btcfeed.http.response.Problem;
import btcfeed.http.response.Response;
import java.math.BigDecimal;
import java.util.List;

/**
 * {@code GET /api/v1/candles} in JSON, oldest first, without buckets that have no trade.
 *
 * @param next the {@code from} of the next page
 */
record CandlesView(String symbol, String interval, List<CandleView> candles, String next) {

  /** One candle; {@code start} is the start of its bucket. */
  record CandleView(
      String start,
      long startMs,
      BigDecimal open,
      BigDecimal high,
      BigDecimal low,
      BigDecimal close,
      BigDecimal volume,
      long trades) {
    static CandleView of(ReadCandles.At at) {
      Candle candle = at.candle();
      return new CandleView(
          iso(at.startMs()),
          at.startMs(),
          candle.open().toBigDecimal(),
          candle.high().toBigDecimal(),
          candle.low().toBigDecimal(),
          candle.close().toBigDecimal(),
          candle.volume(),
          candle.trades());
    }
  }

  static Response respond(ReadCandles stored, CandleQuery query) {
    return switch (stored.candles(
        query.symbol(), query.interval(), query.fromMs(), query.buckets())) {
      case ReadCandles.CandlesResult.Found(List<ReadCandles.At> candles) ->
          Response.json(
              new CandlesView(
                  query.symbol().toString(),
                  query.interval().text(),
                  candles.stream().map(CandleView::of).toList(),
                  iso(query.fromMs() + query.buckets() * query.interval().lengthMs())));
      case ReadCandles.CandlesResult.Unavailable _ -> Problem.NO_STORE.response();
    };
  }

  private static String iso(long ms) {
    return Moment.iso(ms * 1_000);
  }
}
