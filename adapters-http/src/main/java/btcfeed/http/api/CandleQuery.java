package btcfeed.http.api;

import btcfeed.application.read.ReadCandles;
import btcfeed.domain.candle.Interval;
import btcfeed.domain.market.Symbol;
import io.helidon.common.parameters.Parameters;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
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

  private static final Set<String> KNOWN = Set.of("symbol", "interval", "from", "to", "limit");

  /** Whether it can be understood. */
  sealed interface Parsed {
    record Fine(CandleQuery query) implements Parsed {}

    /** What is wrong with it, without repeating what was sent. */
    record Wrong(String detail) implements Parsed {}
  }

  /**
   * Reads a request. From {@code from} on as many as {@code limit} says, or those before {@code
   * to}, or the newest; with both, what lies between, and of that the first.
   *
   * @param usual whose candles, where the client names no symbol; empty before the first trade
   */
  static Parsed parse(Parameters query, long nowMs, Supplier<Optional<Symbol>> usual) {
    if (query.names().stream().anyMatch(name -> !KNOWN.contains(name))) {
      return wrong("there are the parameters symbol, interval, from, to, limit, and no others");
    }
    if (query.names().stream().anyMatch(name -> query.all(name, List::of).size() > 1)) {
      return wrong("a parameter is given once");
    }
    Optional<Symbol> symbol;
    try {
      symbol = text(query, "symbol").map(text -> Symbol.parse(text.toUpperCase(Locale.ROOT)));
    } catch (IllegalArgumentException e) {
      return wrong("symbol is BASE-QUOTE, for example BTC-USDT");
    }
    Optional<Interval> interval = text(query, "interval").flatMap(Interval::parse);
    if (interval.isEmpty()) {
      return wrong("interval is needed: 1s, 1m, 5m, 1h or 1d");
    }
    Optional<Symbol> named = symbol.or(usual);
    if (named.isEmpty()) {
      return wrong("symbol is needed until something was traded, for example BTC-USDT");
    }
    Optional<String> limit = text(query, "limit");
    if (limit.isPresent() && !limit.get().matches("[0-9]{1,4}")) {
      return wrongLimit();
    }
    int most = limit.map(Integer::parseInt).orElse(LIMIT);
    if (most < 1 || most > ReadCandles.MOST_BUCKETS) {
      return wrongLimit();
    }
    try {
      return range(
          named.get(),
          interval.get(),
          text(query, "from").map(CandleQuery::moment),
          text(query, "to").map(CandleQuery::moment),
          most,
          nowMs);
    } catch (DateTimeException | IllegalArgumentException e) {
      return wrong(
          "from and to are Unix milliseconds or ISO-8601 in UTC, for example"
              + " 2026-01-31T12:00:00Z, not before 1970");
    }
  }

  private static Parsed range(
      Symbol symbol,
      Interval interval,
      Optional<Long> from,
      Optional<Long> to,
      int most,
      long nowMs) {
    long length = interval.lengthMs();
    if (from.isPresent() && to.isEmpty()) {
      long startMs = interval.bucketOf(from.get());
      return new Parsed.Fine(new CandleQuery(symbol, interval, startMs, most));
    }
    // A bucket begins before the end that is asked for, so an end within one is rounded up.
    long endMs = interval.bucketOf(to.orElse(nowMs + 1) + length - 1);
    long startMs = from.map(interval::bucketOf).orElse(Math.max(0, endMs - most * length));
    if (endMs <= startMs || (from.isPresent() && to.isPresent() && to.get() <= from.get())) {
      return wrong("from is before to");
    }
    int buckets = (int) Math.min(most, (endMs - startMs) / length);
    return new Parsed.Fine(new CandleQuery(symbol, interval, startMs, buckets));
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

  private static Optional<String> text(Parameters query, String name) {
    return query.first(name).asOptional();
  }

  private static Parsed wrongLimit() {
    return wrong("limit is 1 to " + ReadCandles.MOST_BUCKETS);
  }

  private static Parsed wrong(String detail) {
    return new Parsed.Wrong(detail);
  }
}
