package btcfeed.http.stream;

import btcfeed.application.observe.FeedSnapshot;
import btcfeed.domain.health.Reason;
import btcfeed.http.answer.Moment;
import btcfeed.http.answer.ViewJson;
import btcfeed.http.api.HealthView;
import java.util.List;

/**
 * The verdict to be told: each reader puts its own place in front.
 *
 * @param number grows by one from event to event
 * @param codes what must change for a new event before the time; what the reasons say in detail
 *     changes all the time
 */
record StreamHealth(long number, long atNanos, List<String> codes, String json) {
  /** {@code health} in JSON, in short. */
  record View(String status, List<HealthView.ReasonView> reasons, String time) {}

  static StreamHealth of(long number, FeedSnapshot feed, Moment now) {
    View view =
        new View(
            feed.health().status().text(),
            HealthView.ReasonView.of(feed.health().reasons()),
            now.iso());
    return new StreamHealth(number, now.nanos(), codes(feed), ViewJson.write(view));
  }

  /** True if this is no longer what would be said. */
  boolean differs(FeedSnapshot feed) {
    return !codes.equals(codes(feed));
  }

  private static List<String> codes(FeedSnapshot feed) {
    return feed.health().reasons().stream().map(Reason::code).toList();
  }
}
