package btcfeed.http.api;

import btcfeed.domain.health.BackfillReport;
import btcfeed.domain.health.LineReport;
import btcfeed.domain.health.VenueReport;
import btcfeed.domain.line.BadInput;
import btcfeed.domain.line.LineState;
import btcfeed.http.response.Numbers;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A venue in JSON. Its four states are independent: a connected venue may refuse the subscription,
 * and the trades that arrive may all be repeats.
 *
 * @param transport {@code connected}, {@code connecting} or {@code disconnected}
 * @param subscription {@code confirmed}, {@code pending}, {@code refused} or {@code none}
 * @param data of trades, repeats included: {@code flowing}, {@code quiet} (no trade for longer than
 *     a price may be old), {@code silent} (no trade for longer than usual there) or {@code none}
 * @param price of ticks: {@code fresh}, {@code stale} or {@code none}
 * @param detail why it is disconnected or refused; empty otherwise
 * @param secondsSinceHeard since any message, heartbeats included; null before the first
 * @param secondsSinceTrade since a trade, repeats included; null before the first
 * @param secondsSinceTick since a tick; null before the first
 * @param patienceSeconds longest usual time without a trade, learned from the venue
 * @param refused rejected input, by reason
 * @param backfill requests for its missing trades
 * @param lines every configured connection, by letter
 */
public record VenueView(
    String transport,
    String subscription,
    String data,
    String price,
    String line,
    String detail,
    Optional<BigDecimal> secondsSinceHeard,
    Optional<BigDecimal> secondsSinceTrade,
    Optional<BigDecimal> secondsSinceTick,
    BigDecimal patienceSeconds,
    long messages,
    long trades,
    long ticks,
    long duplicates,
    long backfilled,
    long gapsOpen,
    long gapsSeen,
    long reconnects,
    long refusedTotal,
    Map<String, Long> refused,
    BackfillView backfill,
    Map<String, LineView> lines) {

  /**
   * One line of the venue.
   *
   * @param won trades that arrived on this line first
   * @param lateMs median delay of its trades behind the first line; null before the first trade
   * @param lostSeconds without a steady connection; null while it has one
   * @param cause why its last connection or attempt ended; empty while it is not lost
   * @param stalledSeconds without a trade while another line delivers them; null otherwise
   */
  record LineView(
      String state,
      long messages,
      long trades,
      long won,
      Optional<BigDecimal> lateMs,
      Optional<BigDecimal> lostSeconds,
      String cause,
      Optional<BigDecimal> stalledSeconds) {
    static LineView of(LineReport line) {
      return new LineView(
          line.state().text(),
          line.messages(),
          line.trades(),
          line.won(),
          line.late().map(late -> Numbers.decimal(late.toNanos() / 1e6)),
          line.lostFor().map(Numbers::seconds),
          line.cause(),
          line.stalledFor().map(Numbers::seconds));
    }
  }

  /**
   * The venue's back-fill.
   *
   * @param oldestGapSeconds since the oldest open gap was found; null without one
   * @param refusals requests that returned no page
   * @param rejectedRows rows of pages that were not valid trades
   */
  record BackfillView(
      int openGaps,
      Optional<BigDecimal> oldestGapSeconds,
      long requests,
      long refusals,
      long rejectedRows) {
    static BackfillView of(BackfillReport backfill) {
      return new BackfillView(
          backfill.openGaps(),
          backfill.oldestAge().map(Numbers::seconds),
          backfill.requests(),
          backfill.refusals(),
          backfill.rejectedRows());
    }
  }

  /** {@code GET /api/v1/venues}: each venue as in {@code /health}. */
  record All(String time, Map<String, VenueView> venues) {}

  static VenueView of(VenueReport venue, Duration staleAfter) {
    return new VenueView(
        transport(venue.line()),
        subscription(venue),
        data(venue, staleAfter),
        state(venue.tickAge(), staleAfter, "fresh", "stale"),
        venue.line().text(),
        detail(venue),
        venue.messageAge().map(Numbers::seconds),
        venue.tradeAge().map(Numbers::seconds),
        venue.tickAge().map(Numbers::seconds),
        Numbers.seconds(venue.usualSilence()),
        venue.messages(),
        venue.trades(),
        venue.ticks(),
        venue.duplicates(),
        venue.backfilled(),
        venue.gapsOpen(),
        venue.gapsSeen(),
        venue.reconnects(),
        venue.refused().values().stream().mapToLong(Long::longValue).sum(),
        refused(venue.refused()),
        BackfillView.of(venue.backfill()),
        lines(venue.lines()));
  }

  private static String transport(LineState line) {
    return switch (line) {
      case LineState.Waiting _ -> "disconnected";
      case LineState.Opening _ -> "connecting";
      case LineState.Subscribing _, LineState.Streaming _ -> "connected";
    };
  }

  private static String subscription(VenueReport venue) {
    if (venue.refusal().isPresent()) {
      return "refused";
    }
    return switch (venue.line()) {
      case LineState.Waiting _, LineState.Opening _ -> "none";
      case LineState.Subscribing _ -> "pending";
      case LineState.Streaming _ -> "confirmed";
    };
  }

  private static String data(VenueReport venue, Duration staleAfter) {
    String quiet = venue.delivers(staleAfter) ? "quiet" : "silent";
    return state(venue.tradeAge(), staleAfter, "flowing", quiet);
  }

  private static String state(Optional<Duration> age, Duration limit, String good, String bad) {
    return age.map(a -> a.compareTo(limit) <= 0 ? good : bad).orElse("none");
  }

  private static String detail(VenueReport venue) {
    return venue
        .refusal()
        .orElseGet(
            () ->
                switch (venue.line()) {
                  case LineState.Waiting(_, String why) -> why;
                  case LineState.Opening _, LineState.Subscribing _, LineState.Streaming _ -> "";
                });
  }

  private static Map<String, LineView> lines(List<LineReport> lines) {
    Map<String, LineView> byLetter = new TreeMap<>();
    lines.forEach(line -> byLetter.put(line.letter(), LineView.of(line)));
    return byLetter;
  }

  private static Map<String, Long> refused(Map<BadInput, Long> counts) {
    Map<String, Long> byName = new TreeMap<>();
    counts.forEach((reason, count) -> byName.put(reason.text(), count));
    return byName;
  }
}
