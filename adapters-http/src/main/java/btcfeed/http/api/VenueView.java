package btcfeed.http.api;

import btcfeed.domain.health.BackfillReport;
import btcfeed.domain.health.LineReport;
import btcfeed.domain.health.VenueReport;
import btcfeed.domain.line.BadInput;
import btcfeed.domain.line.LineState;
import btcfeed.http.response.JsonObject;
import btcfeed.http.response.Numbers;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A venue in JSON. Its four states are independent: a connected venue may refuse the subscription,
 * and the trades that arrive may all be repeats.
 */
final class VenueView {
  private VenueView() {}

  static JsonObject of(VenueReport venue, Duration staleAfter) {
    return new JsonObject()
        .with("transport", transport(venue.line()))
        .with("subscription", subscription(venue))
        .with("data", data(venue, staleAfter))
        .with("price", state(venue.tickAge(), staleAfter, "fresh", "stale"))
        .with("line", venue.line().text())
        .with("detail", detail(venue))
        .with("seconds_since_heard", venue.messageAge().map(Numbers::seconds))
        .with("seconds_since_trade", venue.tradeAge().map(Numbers::seconds))
        .with("seconds_since_tick", venue.tickAge().map(Numbers::seconds))
        .with("patience_seconds", Numbers.seconds(venue.usualSilence()))
        .with("messages", venue.messages())
        .with("trades", venue.trades())
        .with("ticks", venue.ticks())
        .with("duplicates", venue.duplicates())
        .with("backfilled", venue.backfilled())
        .with("gaps_open", venue.gapsOpen())
        .with("gaps_seen", venue.gapsSeen())
        .with("reconnects", venue.reconnects())
        .with("refused_total", venue.refused().values().stream().mapToLong(Long::longValue).sum())
        .with("refused", refused(venue.refused()))
        .with("backfill", backfill(venue.backfill()))
        .with(
            "lines",
            JsonObject.of(
                venue.lines().stream().sorted(Comparator.comparing(LineReport::letter)).toList(),
                LineReport::letter,
                VenueView::line));
  }

  private static JsonObject line(LineReport line) {
    return new JsonObject()
        .with("state", line.state().text())
        .with("messages", line.messages())
        .with("trades", line.trades())
        .with("won", line.won())
        .with("late_ms", line.late().map(late -> Numbers.decimal(late.toNanos() / 1e6)))
        .with("lost_seconds", line.lostFor().map(Numbers::seconds))
        .with("cause", line.cause())
        .with("stalled_seconds", line.stalledFor().map(Numbers::seconds));
  }

  private static JsonObject backfill(BackfillReport backfill) {
    return new JsonObject()
        .with("open_gaps", backfill.openGaps())
        .with("oldest_gap_seconds", backfill.oldestAge().map(Numbers::seconds))
        .with("requests", backfill.requests())
        .with("refusals", backfill.refusals())
        .with("rejected_rows", backfill.rejectedRows());
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
        .orElseGet(() -> venue.line() instanceof LineState.Waiting(_, String why) ? why : "");
  }

  private static Map<String, Long> refused(Map<BadInput, Long> counts) {
    Map<String, Long> byName = new TreeMap<>();
    counts.forEach((reason, count) -> byName.put(reason.text(), count));
    return byName;
  }
}
