package btcfeed.http.metrics;

import btcfeed.application.observe.FeedSnapshot;
import btcfeed.domain.health.VenueReport;
import btcfeed.domain.port.Measure;
import btcfeed.domain.store.StoreReport;
import btcfeed.http.api.HealthView;
import btcfeed.http.api.JournalView;
import btcfeed.http.api.LatencyView;
import btcfeed.http.api.StoreView;
import btcfeed.http.api.VenueView;
import btcfeed.http.response.Moment;
import btcfeed.http.response.Numbers;
import btcfeed.http.server.ResponseCounters;
import btcfeed.http.stream.StreamStats;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;

/**
 * {@code GET /metrics} in JSON.
 *
 * @param totalMessagesProcessed venue messages that carried trades
 * @param avgMessageProcessingTimeMs from a message's last byte to its trades being in the journal,
 *     over the last minutes; 0 before the first
 * @param successfulRedisOperations batches kept, all stores
 * @param failedRedisOperations calls that failed, all stores
 * @param successRate of those, in percent; 0 before the first
 * @param websocketReconnections connections to venues after each one's first
 * @param latencyMs by stage, over the last minutes; a stage nothing was measured for is absent
 * @param limits what bounds the service: see also {@code queue.limit}, {@code journal.max_bytes}
 *     and {@code jvm.heap_max_bytes}
 */
record MetricsView(
    long totalMessagesProcessed,
    BigDecimal avgMessageProcessingTimeMs,
    long successfulRedisOperations,
    long failedRedisOperations,
    BigDecimal successRate,
    long websocketReconnections,
    BigDecimal uptimeSeconds,
    long trades,
    long ticks,
    long duplicates,
    QueueView queue,
    Map<String, LatencyView> latencyMs,
    Map<String, VenueView> venues,
    Map<String, StoreView> stores,
    JournalView journal,
    JvmView jvm,
    HttpView http,
    StreamView stream,
    LimitsView limits) {

  /** Messages waiting for the ingest; a full queue slows the venues' sockets down. */
  record QueueView(int depth, int limit) {}

  /**
   * What this server answered so far; a 503 of an unhealthy feed is a server error.
   *
   * @param replacedConnections waited for a request and were closed to make room for new ones
   * @param refusedConnections closed at once because there was no room
   */
  record HttpView(
      long fine,
      long clientErrors,
      long serverErrors,
      long replacedConnections,
      long refusedConnections) {
    static HttpView of(ResponseCounters served) {
      return new HttpView(
          served.fine(),
          served.clientErrors(),
          served.serverErrors(),
          served.replacedConnections(),
          served.refusedConnections());
    }
  }

  /** Readers of the stream now, what they were sent together, and who was sent away. */
  record StreamView(long readers, long events, long droppedReaders, long refusedReaders) {
    static StreamView of(StreamStats stats) {
      return new StreamView(
          stats.readers(), stats.events(), stats.droppedReaders(), stats.refusedReaders());
    }
  }

  /** Entries in each store, and strangers at this server's door. */
  record LimitsView(
      long streamEntries,
      int historyEntries,
      int httpConnections,
      int httpConnectionsPerPeer,
      int httpConcurrentRequests,
      int streamReaders) {}

  static MetricsView of(FeedSnapshot feed, Moment now, JvmView jvm, Metrics.Counted counted) {
    FeedSnapshot.Ingested ingested = feed.ingested();
    long kept = feed.facts().stores().stream().mapToLong(StoreReport::writes).sum();
    long failed = feed.facts().stores().stream().mapToLong(StoreReport::failures).sum();
    return new MetricsView(
        ingested.messages(),
        Optional.ofNullable(feed.latencies().get(Measure.Stage.WIRE_TO_JOURNAL))
            .map(latency -> Numbers.decimal(latency.mean()))
            .orElse(BigDecimal.ZERO),
        kept,
        failed,
        Numbers.percent(kept, kept + failed),
        feed.facts().venues().stream().mapToLong(VenueReport::reconnects).sum(),
        Numbers.seconds(feed.uptime()),
        ingested.trades(),
        ingested.ticks(),
        ingested.duplicates(),
        new QueueView(ingested.queued(), ingested.queueLimit()),
        LatencyView.of(feed),
        HealthView.venues(feed.facts()),
        HealthView.stores(feed.facts(), now),
        JournalView.of(feed.facts().journal()),
        jvm,
        HttpView.of(counted.served()),
        StreamView.of(counted.streams()),
        new LimitsView(
            feed.setup().streamMaxLength(),
            feed.setup().historyLength(),
            counted.options().connections().most(),
            counted.options().connections().mostPerPeer(),
            counted.options().requests().atOnce(),
            counted.options().streamReaders()));
  }
}
