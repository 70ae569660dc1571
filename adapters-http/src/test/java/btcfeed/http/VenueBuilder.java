package btcfeed.http;

import static btcfeed.http.TestClock.START_NANOS;

import btcfeed.domain.health.BackfillReport;
import btcfeed.domain.health.LineReport;
import btcfeed.domain.health.VenueReport;
import btcfeed.domain.line.BadInput;
import btcfeed.domain.line.LineState;
import btcfeed.domain.market.Venue;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Builds a venue's report. */
final class VenueBuilder {
  private String name = "binance";
  private LineState line;
  private Optional<String> refusal = Optional.empty();
  private Optional<Duration> heard = Optional.of(Duration.ofMillis(90));
  private Optional<Duration> trade = Optional.of(Duration.ofMillis(100));
  private Optional<Duration> tick = Optional.of(Duration.ofMillis(120));
  private Duration patience = Duration.ofMinutes(3);
  private long reconnects = 2;
  private Optional<Duration> lost = Optional.empty();
  private BackfillReport backfill = BackfillReport.NONE;
  private final Map<BadInput, Long> refused = new EnumMap<>(BadInput.class);

  private VenueBuilder(LineState line) {
    this.line = line;
  }

  static VenueBuilder streaming() {
    return new VenueBuilder(new LineState.Streaming(START_NANOS));
  }

  static VenueBuilder subscribing() {
    return new VenueBuilder(new LineState.Subscribing(START_NANOS)).never();
  }

  static VenueBuilder opening() {
    VenueBuilder builder = new VenueBuilder(new LineState.Opening(START_NANOS)).never();
    builder.reconnects = 0;
    return builder;
  }

  static VenueBuilder waiting(String why) {
    return new VenueBuilder(new LineState.Waiting(START_NANOS + 1, why));
  }

  VenueBuilder named(String venue) {
    name = venue;
    return this;
  }

  VenueBuilder refusing(String words) {
    refusal = Optional.of(words);
    return this;
  }

  /** Without any message yet. */
  VenueBuilder never() {
    heard = Optional.empty();
    trade = Optional.empty();
    tick = Optional.empty();
    return this;
  }

  VenueBuilder ages(Duration sinceHeard, Duration sinceTrade, Duration sinceTick) {
    heard = Optional.of(sinceHeard);
    trade = Optional.of(sinceTrade);
    tick = Optional.of(sinceTick);
    return this;
  }

  VenueBuilder refused(BadInput reason, long times) {
    refused.put(reason, times);
    return this;
  }

  /** Line b has had no steady connection for this long. */
  VenueBuilder lineLost(Duration age) {
    lost = Optional.of(age);
    return this;
  }

  VenueBuilder backfill(BackfillReport report) {
    backfill = report;
    return this;
  }

  VenueReport build() {
    return new VenueReport(
        new Venue(name),
        line,
        refusal,
        heard,
        trade,
        tick,
        patience,
        900,
        1000,
        990,
        10,
        3,
        1,
        4,
        reconnects,
        Map.copyOf(refused),
        backfill,
        List.of(
            line("a", 500, Duration.ZERO, Optional.empty()),
            line("b", 400, Duration.ofMillis(3), lost)));
  }

  private LineReport line(String letter, long count, Duration late, Optional<Duration> lostFor) {
    return new LineReport(
        letter, line, count, count, count, Optional.of(late), lostFor, "reset", Optional.empty());
  }
}
