package btcfeed.http.api;

import btcfeed.application.read.ReadCandles;
import btcfeed.domain.candle.Interval;
import btcfeed.domain.market.Symbol;
import btcfeed.http.response.Problem.BadRequest;
import io.helidon.common.parameters.Parameters;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Which candles a client asks for: {@code buckets} buckets from the start of one bucket.
 *
 * @param fromMs Unix milliseconds
 */
record CandleQuery(Symbol symbol, Interval interval, long fromMs, int buckets) {
  private static final int USUAL_LIMIT = 100;

  /** The end of the year 9999. */
  private static final Instant LATEST = Instant.ofEpochMilli(253_402_300_799_999L);

  private static final String TIME_FORMAT =
      "from and to must be Unix milliseconds or ISO-8601 in UTC, for example 2026-01-31T12:00:00Z,"
          + " and not before 1970";

  /**
   * Reads a request. {@code from} alone selects {@code limit} buckets from there, {@code to} alone
   * the buckets before it, neither the newest, both the first buckets between them.
   *
   * @param usual the symbol for a client that names none; empty before the first trade
   */
  static CandleQuery parse(Parameters sent, long nowMs, Supplier<Optional<Symbol>> usual) {
    QueryParameters query =
        new QueryParameters(sent, List.of("symbol", "interval", "from", "to", "limit"));
    Optional<Symbol> named = query.symbol();
    Interval interval =
        query
            .text("interval")
            .flatMap(Interval::parse)
            .orElseThrow(() -> new BadRequest("interval is required: 1s, 1m, 5m, 1h or 1d"));
    Symbol symbol =
        named
            .or(usual)
            .orElseThrow(
                () ->
                    new BadRequest(
                        "symbol is required before the first trade, for example BTC-USDT"));
    int most = query.limit(USUAL_LIMIT, ReadCandles.MAX_BUCKETS);
    Optional<Long> from = query.value("from", CandleQuery::milliseconds, TIME_FORMAT);
    Optional<Long> to = query.value("to", CandleQuery::milliseconds, TIME_FORMAT);
    long length = interval.lengthMs();
    if (from.isPresent() && to.isEmpty()) {
      return new CandleQuery(symbol, interval, interval.bucketOf(from.get()), most);
    }
    // An end inside a bucket is rounded up, because that bucket begins before the end.
    long endMs = interval.bucketOf(to.orElse(nowMs + 1) + length - 1);
    long startMs = from.map(interval::bucketOf).orElse(Math.max(0, endMs - most * length));
    if (endMs <= startMs || (from.isPresent() && to.isPresent() && to.get() <= from.get())) {
      throw new BadRequest("from must be before to");
    }
    int buckets = (int) Math.min(most, (endMs - startMs) / length);
    return new CandleQuery(symbol, interval, startMs, buckets);
  }

  private static long milliseconds(String text) {
    Instant time =
        text.matches("[0-9]{1,15}")
            ? Instant.ofEpochMilli(Long.parseLong(text))
            : Instant.parse(text);
    // Compared as an Instant: not every Instant fits into a long of milliseconds.
    if (time.isBefore(Instant.EPOCH) || time.isAfter(LATEST)) {
      throw new IllegalArgumentException("out of bounds");
    }
    return time.toEpochMilli();
  }
}
