package btcfeed.http.api;

import btcfeed.domain.health.BackfillReport;
import btcfeed.domain.health.LineReport;
import btcfeed.domain.health.VenueReport;
import btcfeed.domain.line.BadInput;
import btcfeed.domain.line.LineState;
import btcfeed.http.answer.Numbers;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A venue in JSON. Its four states are independent: a line can be up and its subscription refused,
 * trades can arrive and none be news.
 *
 * @param transport {@code connected}, {@code connecting} or {@code disconnected}
 * @param subscription {@code confirmed}, {@code pending}, {@code refused} or {@code none}
 * @param data {@code flowing}, {@code quiet} (longer without a trade than prices may be old),
 *     {@code silent} (longer than is usual there) or {@code none}: trades, repeats included
 * @param price {@code fresh}, {@code stale} or {@code none}: trades that were news
 * @param detail why it is disconnected or refused; empty otherwise
 * @param secondsSinceHeard since anything came, heartbeats included; null before
 * @param secondsSinceTrade since a trade came, repeats included; null before
 * @param secondsSinceTick since a trade came that was news; null before
 * @param patienceSeconds without a trade before that is strange, learned from the venue
 * @param refused input not used, by reason
 * @param backfill the search for its missing trades
 * @param lines each connection there is meant to be, by letter
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
   * One of its lines.
   *
   * @param won trades that it brought before any other line
   * @param lateMs median of how much later than the first a trade came on it; null before
   * @param lostSeconds without a steady connection; null while it has one
   * @param cause why its last connection or attempt ended; empty while it is not lost
   * @param stalledSeconds without a trade while another line brings them; null while it keeps up
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
   * The search for the venue's missing trades.
   *
   * @param oldestGapSeconds since the oldest open gap is known; null without one
   * @param refusals requests that brought no page
   * @param rejectedRows rows of pages that were no trades
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

  static VenueView of(VenueReport venue, Duration staleAfter) {
    return new VenueView(
        transport(venue.line()),
        subscription(venue),
        data(venue, staleAfter),
        state(venue.tickAge(), staleAfter, "fresh", "stale"),
        venue.line().text(),
        detail(venue),
        venue.heardAge().map(Numbers::seconds),
        venue.tradeAge().map(Numbers::seconds),
        venue.tickAge().map(Numbers::seconds),
        Numbers.seconds(venue.patience()),
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
    String quiet = venue.talks(staleAfter) ? "quiet" : "silent";
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
