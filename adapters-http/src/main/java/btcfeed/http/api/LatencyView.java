package btcfeed.http.api;

import btcfeed.application.observe.FeedSnapshot;
import btcfeed.domain.port.Measure;
import btcfeed.http.response.JsonObject;
import btcfeed.http.response.Numbers;
import java.util.Optional;

/** Durations in milliseconds, over the last minutes. */
public final class LatencyView {
  private LatencyView() {}

  /**
   * By stage, in the order in which a trade passes them; stages without measurements are absent.
   */
  public static JsonObject of(FeedSnapshot feed) {
    JsonObject stages = new JsonObject();
    for (Measure.Stage stage : Measure.Stage.values()) {
      Optional.ofNullable(feed.latencies().get(stage))
          .ifPresent(latency -> stages.with(stage.text(), of(latency)));
    }
    return stages;
  }

  private static JsonObject of(FeedSnapshot.Latency latency) {
    return new JsonObject()
        .with("count", latency.count())
        .with("mean", Numbers.decimal(latency.mean()))
        .with("p50", Numbers.decimal(latency.p50()))
        .with("p99", Numbers.decimal(latency.p99()))
        .with("p999", Numbers.decimal(latency.p999()))
        .with("max", Numbers.decimal(latency.max()));
  }
}
