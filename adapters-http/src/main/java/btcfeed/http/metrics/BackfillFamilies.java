package btcfeed.http.metrics;

import btcfeed.domain.health.BackfillReport;
import btcfeed.domain.health.VenueReport;
import btcfeed.http.response.Numbers;
import java.time.Duration;
import java.util.List;

/** The back-fill of each venue as metric families. */
final class BackfillFamilies {
  private BackfillFamilies() {}

  static void add(List<VenueReport> venues, List<Family> out) {
    Family gaps = Family.gauge("btcfeed_backfill_open_gaps", "Gaps that the back-fill seeks now.");
    Family oldest =
        Family.gauge(
            "btcfeed_backfill_oldest_gap_seconds", "Age of the oldest of them; 0 for none.");
    Family requests = Family.counter("btcfeed_backfill_requests", "To the venue's history.");
    Family refusals = Family.counter("btcfeed_backfill_refusals", "Requests without a page.");
    Family rejected = Family.counter("btcfeed_backfill_rejected_rows", "Rows that were no trades.");
    for (VenueReport venue : venues) {
      String name = venue.venue().name();
      BackfillReport backfill = venue.backfill();
      gaps.row(backfill.openGaps(), "venue", name);
      oldest.row(Numbers.secondsDouble(backfill.oldestAge().orElse(Duration.ZERO)), "venue", name);
      requests.row(backfill.requests(), "venue", name);
      refusals.row(backfill.refusals(), "venue", name);
      rejected.row(backfill.rejectedRows(), "venue", name);
    }
    out.addAll(List.of(gaps, oldest, requests, refusals, rejected));
  }
}
