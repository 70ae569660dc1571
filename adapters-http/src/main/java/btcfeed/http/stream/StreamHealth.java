package btcfeed.http.stream;

import btcfeed.application.observe.FeedSnapshot;
import btcfeed.domain.health.Reason;
import btcfeed.http.api.HealthView;
import btcfeed.http.response.JsonObject;
import btcfeed.http.response.Moment;
import btcfeed.http.response.ViewJson;
import java.util.List;

/**
 * A health status to send; each reader adds its own position.
 *
 * @param number grows by one with each event
 * @param codes of the reasons; a change of codes is sent at once, a change of details is not
 */
record StreamHealth(long number, long atNanos, List<String> codes, String json) {
  static StreamHealth of(long number, FeedSnapshot feed, Moment now) {
    JsonObject view =
        new JsonObject()
            .with("status", feed.health().status().text())
            .with("reasons", HealthView.reasons(feed.health().reasons()))
            .with("time", now.iso());
    return new StreamHealth(number, now.nanos(), codes(feed), ViewJson.write(view));
  }

  /** True if the feed has other reasons now. */
  boolean differs(FeedSnapshot feed) {
    return !codes.equals(codes(feed));
  }

  private static List<String> codes(FeedSnapshot feed) {
    return feed.health().reasons().stream().map(Reason::code).toList();
  }
}
