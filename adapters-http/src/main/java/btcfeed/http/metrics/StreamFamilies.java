package btcfeed.http.metrics;

import btcfeed.http.server.HttpOptions;
import btcfeed.http.stream.StreamStats;
import java.util.List;

/** The stream as metric families. */
final class StreamFamilies {
  private StreamFamilies() {}

  static void add(StreamStats stats, HttpOptions options, List<Family> out) {
    out.add(
        Family.gauge("btcfeed_stream_readers", "Clients that follow the stream.")
            .row(stats.readers()));
    out.add(
        Family.gauge("btcfeed_stream_max_readers", "Clients that may follow it at once.")
            .row(options.streamReaders()));
    out.add(
        Family.counter("btcfeed_stream_events", "Ticks and gaps sent to them, all together.")
            .row(stats.events()));
    out.add(
        Family.counter("btcfeed_stream_readers_lost", "Sent away, or not let in for want of room.")
            .row(stats.droppedReaders(), "why", "dropped")
            .row(stats.refusedReaders(), "why", "refused"));
  }
}
