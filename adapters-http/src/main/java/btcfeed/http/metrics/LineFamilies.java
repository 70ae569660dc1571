package btcfeed.http.metrics;

import btcfeed.domain.health.LineReport;
import btcfeed.domain.health.VenueReport;
import btcfeed.domain.line.LineState;
import btcfeed.http.response.Numbers;
import java.time.Duration;
import java.util.List;

/** Each line of each venue as metric families. */
final class LineFamilies {
  private LineFamilies() {}

  static void add(List<VenueReport> venues, List<Family> out) {
    Family up = Family.gauge("btcfeed_line_streaming", "1 while the line streams.");
    Family messages = Family.counter("btcfeed_line_messages", "Messages that carried trades.");
    Family trades = Family.counter("btcfeed_line_trades", "Trades, repeats included.");
    Family won = Family.counter("btcfeed_line_won", "Trades it brought before any other line.");
    Family late =
        Family.gauge("btcfeed_line_late_seconds", "Median, behind the line that was first.");
    Family lost =
        Family.gauge("btcfeed_line_lost_seconds", "Without a steady connection; 0 with one.");
    Family stalled =
        Family.gauge(
            "btcfeed_line_stalled_seconds", "Without a trade while another line has some.");
    for (VenueReport venue : venues) {
      for (LineReport line : venue.lines()) {
        String[] labels = {"venue", venue.venue().name(), "line", line.letter()};
        up.row(line.state() instanceof LineState.Streaming, labels);
        messages.row(line.messages(), labels);
        trades.row(line.trades(), labels);
        won.row(line.won(), labels);
        lost.row(Numbers.secondsDouble(line.lostFor().orElse(Duration.ZERO)), labels);
        stalled.row(Numbers.secondsDouble(line.stalledFor().orElse(Duration.ZERO)), labels);
        line.late().ifPresent(by -> late.row(Numbers.secondsDouble(by), labels));
      }
    }
    out.addAll(List.of(up, messages, trades, won, late, lost, stalled));
  }
}
