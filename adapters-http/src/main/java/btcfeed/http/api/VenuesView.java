package btcfeed.http.api;

import btcfeed.domain.health.FeedFacts;
import btcfeed.http.answer.Moment;
import java.util.Map;

/** {@code GET /api/v1/venues}: each venue as {@code /health} has it. */
record VenuesView(String time, Map<String, VenueView> venues) {
  static VenuesView of(FeedFacts facts, Moment now) {
    return new VenuesView(now.iso(), HealthView.venues(facts));
  }
}
