package btcfeed.http.api;

import btcfeed.application.read.ReadCandles;
import btcfeed.domain.candle.Interval;
import btcfeed.domain.market.Symbol;
import io.helidon.common.parameters.Parameters;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Which candles a client asks for: so many buckets from the beginning of one on.
 *
 * @param fromMs Unix milliseconds
 */
record CandleQuery(Symbol symbol, Interval interval, long fromMs, int buckets) {
  static final int LIMIT = 100;

  /** The year 9999 ends; nothing later is asked for. */
  private static final Instant LATEST = Instant.ofEpochMilli(253_402_300_799_999L);

  private static final List<String> KNOWN = List.of("symbol", "interval", "from", "to", "limit");

  private static final String MOMENT =
      "from and to are Unix milliseconds or ISO-8601 in UTC, for example 2026-01-31T12:00:00Z,"
          + " not before 1970";

  /**
   * Reads a request. From {@code from} on as many as {@code limit} says, or those before {@code
   * to}, or the newest; with both, what lies between, and of that the first.
   *
   * @param usual whose candles, where the client names no symbol; empty before the first trade
   */
  static Parsed<CandleQuery> parse(Parameters sent, long nowMs, Supplier<Optional<Symbol>> usual) {
    return QueryParameters.parse(sent, KNOWN, query -> read(query, nowMs, usual));
  }

  private static CandleQuery read(
      QueryParameters query, long nowMs, Supplier<Optional<Symbol>> usual) {
    Optional<Symbol> named = query.symbol();
    Interval interval =
        query
            .text("interval")
            .flatMap(Interval::parse)
            .orElseThrow(() -> QueryParameters.wrong("interval is needed: 1s, 1m, 5m, 1h or 1d"));
    Symbol symbol =
        named
            .or(usual)
            .orElseThrow(
                () ->
                    QueryParameters.wrong(
                        "symbol is needed until something was traded, for example BTC-USDT"));
    int most = query.limit(LIMIT, ReadCandles.MOST_BUCKETS);
    return range(
        symbol,
        interval,
        query.value("from", CandleQuery::moment, MOMENT),
        query.value("to", CandleQuery::moment, MOMENT),
        most,
        nowMs);
  }

  private static CandleQuery range(
      Symbol symbol,
      Interval interval,
      Optional<Long> from,
      Optional<Long> to,
      int most,
      long nowMs) {
    long length = interval.lengthMs();
    if (from.isPresent() && to.isEmpty()) {
      long startMs = interval.bucketOf(from.get());
      return new CandleQuery(symbol, interval, startMs, most);
    }
    // A bucket begins before the end that is asked for, so an end within one is rounded up.
    long endMs = interval.bucketOf(to.orElse(nowMs + 1) + length - 1);
    long startMs = from.map(interval::bucketOf).orElse(Math.max(0, endMs - most * length));
    if (endMs <= startMs || (from.isPresent() && to.isPresent() && to.get() <= from.get())) {
      throw QueryParameters.wrong("from is before to");
    }
    int buckets = (int) Math.min(most, (endMs - startMs) / length);
    return new CandleQuery(symbol, interval, startMs, buckets);
  }

  private static long moment(String text) {
    Instant moment =
        text.matches("[0-9]{1,15}")
            ? Instant.ofEpochMilli(Long.parseLong(text))
            : Instant.parse(text);
    // Compared as a moment: the years that Java reads do not all fit into milliseconds.
    if (moment.isBefore(Instant.EPOCH) || moment.isAfter(LATEST)) {
      throw new IllegalArgumentException("out of bounds");
    }
    return moment.toEpochMilli();
  }
}
