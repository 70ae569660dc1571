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
 * @param totalMessagesProcessed messages with trades
 * @param avgMessageProcessingTimeMs from the last byte of a message to its trades in the journal,
 *     over the last minutes; 0 before the first
 * @param successfulRedisOperations batches applied, all stores
 * @param failedRedisOperations failed calls, all stores
 * @param successRate of these operations, in percent; 0 before the first
 * @param websocketReconnections connections to venues after the first one of each line
 * @param latencyMs by stage, over the last minutes; stages without measurements are absent
 * @param limits see also {@code queue.limit}, {@code journal.max_bytes} and {@code
 *     jvm.heap_max_bytes}
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

  /** Messages that wait for the ingest; a full queue slows down reading from the venues. */
  record QueueView(int depth, int limit) {}

  /**
   * Responses of this server; a 503 of an unhealthy feed is a server error.
   *
   * @param replacedConnections closed while they waited for a request, to make room for new ones
   * @param refusedConnections closed at once because all places were in use
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

  /** Current readers of the stream, events sent to all of them, and readers ended or refused. */
  record StreamView(long readers, long events, long droppedReaders, long refusedReaders) {
    static StreamView of(StreamStats stats) {
      return new StreamView(
          stats.readers(), stats.events(), stats.droppedReaders(), stats.refusedReaders());
    }
  }

  /** Limits on stored entries and on clients of this server. */
  record LimitsView(
      long streamEntries,
      int historyEntries,
      int httpConnections,
      int httpConnectionsPerPeer,
      int httpConcurrentRequests,
      int streamReaders) {}

  static MetricsView of(FeedSnapshot feed, Moment now, JvmView jvm, Metrics.Counted counted) {
    FeedSnapshot.Ingested ingested = feed.ingested();
    long applied = feed.facts().stores().stream().mapToLong(StoreReport::writes).sum();
    long failed = feed.facts().stores().stream().mapToLong(StoreReport::failures).sum();
    return new MetricsView(
        ingested.messages(),
        Optional.ofNullable(feed.latencies().get(Measure.Stage.WIRE_TO_JOURNAL))
            .map(latency -> Numbers.decimal(latency.mean()))
            .orElse(BigDecimal.ZERO),
        applied,
        failed,
        Numbers.percent(applied, applied + failed),
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
