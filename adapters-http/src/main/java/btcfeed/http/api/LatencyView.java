package btcfeed.http.api;

import btcfeed.application.observe.FeedSnapshot;
import btcfeed.domain.port.Measure;
import btcfeed.http.response.Numbers;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Durations of one stage in milliseconds, over the last minutes. */
public record LatencyView(
    long count, BigDecimal mean, BigDecimal p50, BigDecimal p99, BigDecimal p999, BigDecimal max) {

  /**
   * By stage, in the order in which a trade passes them; stages without measurements are absent.
   */
  public static Map<String, LatencyView> of(FeedSnapshot feed) {
    Map<String, LatencyView> views = new LinkedHashMap<>();
    for (Measure.Stage stage : Measure.Stage.values()) {
      Optional.ofNullable(feed.latencies().get(stage))
          .ifPresent(latency -> views.put(stage.text(), of(latency)));
    }
    return views;
  }

  private static LatencyView of(FeedSnapshot.Latency latency) {
    return new LatencyView(
        latency.count(),
        Numbers.decimal(latency.mean()),
        Numbers.decimal(latency.p50()),
        Numbers.decimal(latency.p99()),
        Numbers.decimal(latency.p999()),
        Numbers.decimal(latency.max()));
  }
}
