package btcfeed.http.metrics;

import btcfeed.domain.sink.SinkReport;
import java.util.List;

/** Sinks as metric families. */
final class SinkFamilies {
  private static final List<String> STATES = List.of("writing", "following", "away", "stopped");

  private SinkFamilies() {}

  static void add(List<SinkReport> sinks, Families out) {
    sinks.forEach(sink -> add(sink, out, "sink", sink.name()));
  }

  private static void add(SinkReport sink, Families out, String... labels) {
    out.gauge("btcfeed_sink_state", "1 for the current state.")
        .states(STATES, sink.state().text(), labels);
    out.gauge("btcfeed_sink_lag_records", "Journal records it does not have yet.")
        .row(sink.lagRecords(), labels);
    out.gauge("btcfeed_sink_lag_seconds", "Age of the oldest of them, 0 without lag.")
        .row(sink.lag(), labels);
    out.counter("btcfeed_sink_records", "Ticks and gaps written.").row(sink.records(), labels);
    out.counter("btcfeed_sink_batches", "Batches written.").row(sink.batches(), labels);
    out.counter("btcfeed_sink_failures", "Calls that failed.").row(sink.failures(), labels);
    out.counter("btcfeed_sink_lost_records", "Records dropped from the journal before it had them.")
        .row(sink.lost(), labels);
    out.counter("btcfeed_sink_rewinds", "Times its cursor was set back after another leader.")
        .row(sink.rewinds(), labels);
  }
}
