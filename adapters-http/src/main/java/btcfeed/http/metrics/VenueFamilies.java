package btcfeed.http.metrics;

import btcfeed.domain.health.BackfillReport;
import btcfeed.domain.health.LineReport;
import btcfeed.domain.health.VenueReport;
import btcfeed.domain.line.BadInput;
import btcfeed.domain.line.LineState;
import btcfeed.http.metrics.Families.Family;
import java.time.Duration;
import java.util.List;

/** A venue, its lines and its back-fill as metric families. */
final class VenueFamilies {
  private static final List<String> LINE_STATES =
      List.of("waiting", "opening", "subscribing", "streaming");

  private VenueFamilies() {}

  static void add(VenueReport venue, Families out) {
    String name = venue.venue().name();
    String[] labels = {"venue", name};
    out.gauge("btcfeed_venue_line_state", "1 for the state of its best line.")
        .states(LINE_STATES, venue.line().text(), labels);
    out.gauge("btcfeed_venue_age_seconds", "Time since any message, a trade, or a tick.")
        .row(venue.messageAge(), "venue", name, "of", "heard")
        .row(venue.tradeAge(), "venue", name, "of", "trade")
        .row(venue.tickAge(), "venue", name, "of", "tick");
    out.counter("btcfeed_messages", "Messages with trades.").row(venue.messages(), labels);
    out.counter("btcfeed_trades", "Trades, repeats included.").row(venue.trades(), labels);
    out.counter("btcfeed_ticks", "Accepted trades.").row(venue.ticks(), labels);
    out.counter("btcfeed_duplicates", "Trades that were already known.")
        .row(venue.duplicates(), labels);
    out.counter("btcfeed_backfilled", "Accepted trades from the back-fill.")
        .row(venue.backfilled(), labels);
    out.gauge("btcfeed_gaps_open", "Open gaps.").row(venue.gapsOpen(), labels);
    out.counter("btcfeed_gaps", "Gaps since the start.").row(venue.gapsSeen(), labels);
    out.counter("btcfeed_reconnects", "Connections after the first one.")
        .row(venue.reconnects(), labels);
    Family refused = out.counter("btcfeed_refused", "Rejected input by reason.");
    for (BadInput reason : BadInput.values()) {
      refused.row(venue.refused().getOrDefault(reason, 0L), "venue", name, "reason", reason.text());
    }
    venue.lines().forEach(line -> line(line, out, "venue", name, "line", line.letter()));
    backfill(venue.backfill(), out, labels);
  }

  private static void line(LineReport line, Families out, String... labels) {
    out.gauge("btcfeed_line_streaming", "1 while the line streams.")
        .row(line.state() instanceof LineState.Streaming, labels);
    out.counter("btcfeed_line_messages", "Messages with trades.").row(line.messages(), labels);
    out.counter("btcfeed_line_trades", "Trades, repeats included.").row(line.trades(), labels);
    out.counter("btcfeed_line_won", "Trades that arrived on this line first.")
        .row(line.won(), labels);
    out.gauge("btcfeed_line_late_seconds", "Median delay behind the first line.")
        .row(line.late(), labels);
    out.gauge("btcfeed_line_lost_seconds", "Time without a steady connection; 0 with one.")
        .row(line.lostFor().orElse(Duration.ZERO), labels);
    out.gauge("btcfeed_line_stalled_seconds", "Time without a trade while another line has trades.")
        .row(line.stalledFor().orElse(Duration.ZERO), labels);
  }

  private static void backfill(BackfillReport backfill, Families out, String... labels) {
    out.gauge("btcfeed_backfill_open_gaps", "Gaps the back-fill works on.")
        .row(backfill.openGaps(), labels);
    out.gauge("btcfeed_backfill_oldest_gap_seconds", "Age of the oldest open gap; 0 without one.")
        .row(backfill.oldestAge().orElse(Duration.ZERO), labels);
    out.counter("btcfeed_backfill_requests", "Requests to the venue's history.")
        .row(backfill.requests(), labels);
    out.counter("btcfeed_backfill_refusals", "Requests that returned no page.")
        .row(backfill.refusals(), labels);
    out.counter("btcfeed_backfill_rejected_rows", "Rows of pages that were not valid trades.")
        .row(backfill.rejectedRows(), labels);
  }
}
