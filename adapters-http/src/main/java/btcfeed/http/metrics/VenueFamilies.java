package btcfeed.http.metrics;

import btcfeed.domain.health.BackfillReport;
import btcfeed.domain.health.LineReport;
import btcfeed.domain.health.VenueReport;
import btcfeed.domain.line.BadInput;
import btcfeed.domain.line.LineState;
import btcfeed.http.metrics.Families.Family;
import java.time.Duration;
import java.util.List;

/** Venues, their lines and their back-fills as metric families. */
final class VenueFamilies {
  private static final List<String> LINE_STATES =
      List.of("waiting", "opening", "subscribing", "streaming");

  private VenueFamilies() {}

  static void add(List<VenueReport> venues, Families out) {
    venues(venues, out);
    lines(venues, out);
    backfills(venues, out);
  }

  private static void venues(List<VenueReport> venues, Families out) {
    Family state = out.gauge("btcfeed_venue_line_state", "1 for the state of its best line.");
    Family age =
        out.gauge("btcfeed_venue_age_seconds", "Time since any message, a trade, or a tick.");
    Family messages = out.counter("btcfeed_messages", "Messages with trades.");
    Family trades = out.counter("btcfeed_trades", "Trades, repeats included.");
    Family ticks = out.counter("btcfeed_ticks", "Accepted trades.");
    Family duplicates = out.counter("btcfeed_duplicates", "Trades that were already known.");
    Family backfilled = out.counter("btcfeed_backfilled", "Accepted trades from the back-fill.");
    Family open = out.gauge("btcfeed_gaps_open", "Open gaps.");
    Family seen = out.counter("btcfeed_gaps", "Gaps since the start.");
    Family reconnects = out.counter("btcfeed_reconnects", "Connections after the first one.");
    Family refused = out.counter("btcfeed_refused", "Rejected input by reason.");
    for (VenueReport venue : venues) {
      String name = venue.venue().name();
      LINE_STATES.forEach(s -> state.row(venue.line().text().equals(s), "venue", name, "state", s));
      age.row(venue.messageAge(), "venue", name, "of", "heard");
      age.row(venue.tradeAge(), "venue", name, "of", "trade");
      age.row(venue.tickAge(), "venue", name, "of", "tick");
      messages.row(venue.messages(), "venue", name);
      trades.row(venue.trades(), "venue", name);
      ticks.row(venue.ticks(), "venue", name);
      duplicates.row(venue.duplicates(), "venue", name);
      backfilled.row(venue.backfilled(), "venue", name);
      open.row(venue.gapsOpen(), "venue", name);
      seen.row(venue.gapsSeen(), "venue", name);
      reconnects.row(venue.reconnects(), "venue", name);
      for (BadInput reason : BadInput.values()) {
        refused.row(
            venue.refused().getOrDefault(reason, 0L), "venue", name, "reason", reason.text());
      }
    }
  }

  private static void lines(List<VenueReport> venues, Families out) {
    Family up = out.gauge("btcfeed_line_streaming", "1 while the line streams.");
    Family messages = out.counter("btcfeed_line_messages", "Messages with trades.");
    Family trades = out.counter("btcfeed_line_trades", "Trades, repeats included.");
    Family won = out.counter("btcfeed_line_won", "Trades that arrived on this line first.");
    Family late = out.gauge("btcfeed_line_late_seconds", "Median delay behind the first line.");
    Family lost =
        out.gauge("btcfeed_line_lost_seconds", "Time without a steady connection; 0 with one.");
    Family stalled =
        out.gauge(
            "btcfeed_line_stalled_seconds", "Time without a trade while another line has trades.");
    for (VenueReport venue : venues) {
      for (LineReport line : venue.lines()) {
        String[] labels = {"venue", venue.venue().name(), "line", line.letter()};
        up.row(line.state() instanceof LineState.Streaming, labels);
        messages.row(line.messages(), labels);
        trades.row(line.trades(), labels);
        won.row(line.won(), labels);
        lost.row(line.lostFor().orElse(Duration.ZERO), labels);
        stalled.row(line.stalledFor().orElse(Duration.ZERO), labels);
        late.row(line.late(), labels);
      }
    }
  }

  private static void backfills(List<VenueReport> venues, Families out) {
    Family gaps = out.gauge("btcfeed_backfill_open_gaps", "Gaps the back-fill works on.");
    Family oldest =
        out.gauge(
            "btcfeed_backfill_oldest_gap_seconds", "Age of the oldest open gap; 0 without one.");
    Family requests = out.counter("btcfeed_backfill_requests", "Requests to the venue's history.");
    Family refusals = out.counter("btcfeed_backfill_refusals", "Requests that returned no page.");
    Family rejected =
        out.counter("btcfeed_backfill_rejected_rows", "Rows of pages that were not valid trades.");
    for (VenueReport venue : venues) {
      String name = venue.venue().name();
      BackfillReport backfill = venue.backfill();
      gaps.row(backfill.openGaps(), "venue", name);
      oldest.row(backfill.oldestAge().orElse(Duration.ZERO), "venue", name);
      requests.row(backfill.requests(), "venue", name);
      refusals.row(backfill.refusals(), "venue", name);
      rejected.row(backfill.rejectedRows(), "venue", name);
    }
  }
}
