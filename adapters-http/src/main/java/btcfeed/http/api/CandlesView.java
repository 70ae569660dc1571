package btcfeed.http.api;

import btcfeed.application.read.ReadCandles;
import btcfeed.domain.candle.Candle;
import btcfeed.http.response.JsonObject;
import btcfeed.http.response.Moment;
import btcfeed.http.response.Problem;
import btcfeed.http.response.Response;
import java.util.List;

/** {@code GET /api/v1/candles} in JSON, oldest first, without buckets that have no trade. */
final class CandlesView {
  private CandlesView() {}

  static Response respond(ReadCandles stored, CandleQuery query) {
    long endMs = query.fromMs() + query.buckets() * query.interval().lengthMs();
    return switch (stored.candles(
        query.symbol(), query.interval(), query.fromMs(), query.buckets())) {
      case ReadCandles.CandlesResult.Found(List<ReadCandles.At> candles) ->
          Response.json(
              new JsonObject()
                  .with("symbol", query.symbol().toString())
                  .with("interval", query.interval().text())
                  .with("candles", candles.stream().map(CandlesView::candle).toList())
                  .with("next", Moment.iso(endMs * 1_000)));
      case ReadCandles.CandlesResult.Unavailable _ -> Problem.NO_STORE.response();
    };
  }

  private static JsonObject candle(ReadCandles.At at) {
    Candle candle = at.candle();
    return new JsonObject()
        .with("start", Moment.iso(at.startMs() * 1_000))
        .with("start_ms", at.startMs())
        .with("open", candle.open().toBigDecimal())
        .with("high", candle.high().toBigDecimal())
        .with("low", candle.low().toBigDecimal())
        .with("close", candle.close().toBigDecimal())
        .with("volume", candle.volume())
        .with("trades", candle.trades());
  }
}
