package btcfeed.http.api;

import btcfeed.application.read.ReadCandles;
import btcfeed.domain.candle.Candle;
import btcfeed.http.answer.Moment;
import btcfeed.http.answer.Problem;
import btcfeed.http.answer.Response;
import java.math.BigDecimal;
import java.util.List;

/**
 * {@code GET /api/v1/candles} in JSON, oldest first, without buckets in which nothing was traded.
 *
 * @param next what to ask with as {@code from} for what comes behind
 */
record CandlesView(String symbol, String interval, List<CandleView> candles, String next) {

  /** One candle; {@code start} is the beginning of its bucket. */
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

  static Response answer(ReadCandles stored, CandleQuery query) {
    return switch (stored.candles(
        query.symbol(), query.interval(), query.fromMs(), query.buckets())) {
      case ReadCandles.Answer.Found(List<ReadCandles.At> candles) ->
          Response.json(
              new CandlesView(
                  query.symbol().toString(),
                  query.interval().text(),
                  candles.stream().map(CandleView::of).toList(),
                  iso(query.fromMs() + query.buckets() * query.interval().lengthMs())));
      case ReadCandles.Answer.Unavailable _ -> Problem.NO_STORE.answer();
    };
  }

  private static String iso(long ms) {
    return Moment.iso(ms * 1_000);
  }
}
