package btcfeed.domain.health;

import btcfeed.domain.sink.SinkReport;
import btcfeed.domain.sink.SinkState;
import java.time.Duration;

/** The part of {@link FeedHealth} that judges sinks. A sink never makes the price unhealthy. */
final class SinkHealth {
  /** Lag from which a sink is reported. */
  private static final Duration REPORTED_LAG = Duration.ofMinutes(2);

  private SinkHealth() {}

  /** Adds the problems of a sink. */
  static void judge(SinkReport sink, Reasons reasons) {
    String name = sink.name();
    switch (sink.state()) {
      case SinkState.Away(String detail) when !detail.isEmpty() ->
          reasons.degraded(
              name + "_sink_away",
              "the sink %s gets nothing now: %s; the journal keeps %d records for it"
                  .formatted(name, detail, sink.lagRecords()));
      case SinkState.Stopped(String detail) ->
          reasons.degraded(
              name + "_sink_stopped",
              detail + "; give the sink a new place, or remove its records and its cursor there");
      case SinkState.Writing _ when sink.lag().compareTo(REPORTED_LAG) > 0 ->
          reasons.degraded(
              name + "_sink_behind",
              "the sink %s is behind by %d records, the oldest is %d s old"
                  .formatted(name, sink.lagRecords(), sink.lag().toSeconds()));
      case SinkState.Away _, SinkState.Writing _, SinkState.Following _ -> {}
    }
    if (sink.lost() > 0) {
      reasons.degraded(
          name + "_sink_lost_records",
          "%d records were dropped from the journal before the sink %s had them"
              .formatted(sink.lost(), name));
    }
  }
}
