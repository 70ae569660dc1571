package btcfeed.http.metrics;

import btcfeed.application.observe.FeedSnapshot;
import btcfeed.domain.health.VenueReport;
import btcfeed.domain.port.Measure;
import btcfeed.domain.store.StoreReport;
import btcfeed.http.api.HealthView;
import btcfeed.http.api.LatencyView;
import btcfeed.http.response.JsonObject;
import btcfeed.http.response.Moment;
import btcfeed.http.response.Numbers;
import btcfeed.http.server.HttpCounters;
import btcfeed.http.server.HttpCounters.Counted;
import btcfeed.http.server.HttpOptions;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;

/** {@code GET /metrics} in JSON. */
final class MetricsView {
  private MetricsView() {}

  static JsonObject of(FeedSnapshot feed, Moment now, HttpOptions options, HttpCounters served) {
    FeedSnapshot.Ingested ingested = feed.ingested();
    long applied = feed.facts().stores().stream().mapToLong(StoreReport::writes).sum();
    long failed = feed.facts().stores().stream().mapToLong(StoreReport::failures).sum();
    return new JsonObject()
        .with("total_messages_processed", ingested.messages())
        .with(
            "avg_message_processing_time_ms",
            Optional.ofNullable(feed.latencies().get(Measure.Stage.WIRE_TO_JOURNAL))
                .map(latency -> Numbers.decimal(latency.mean()))
                .orElse(BigDecimal.ZERO))
        .with("successful_redis_operations", applied)
        .with("failed_redis_operations", failed)
        .with("success_rate", Numbers.percent(applied, applied + failed))
        .with(
            "websocket_reconnections",
            feed.facts().venues().stream().mapToLong(VenueReport::reconnects).sum())
        .with("uptime_seconds", Numbers.seconds(feed.uptime()))
        .with("trades", ingested.trades())
        .with("ticks", ingested.ticks())
        .with("duplicates", ingested.duplicates())
        .with(
            "queue",
            new JsonObject().with("depth", ingested.queued()).with("limit", ingested.queueLimit()))
        .with("latency_ms", LatencyView.of(feed))
        .with("venues", HealthView.venues(feed.facts()))
        .with("stores", HealthView.stores(feed.facts(), now))
        .with("sinks", HealthView.sinks(feed.facts()))
        .with("journal", HealthView.journal(feed.facts().journal()))
        .with("jvm", jvm())
        .with("http", http(served))
        .with("stream", stream(served))
        .with("limits", limits(feed.setup(), options));
  }

  private static JsonObject http(HttpCounters served) {
    return new JsonObject()
        .with("fine", served.of(Counted.FINE))
        .with("client_errors", served.of(Counted.CLIENT_ERROR))
        .with("server_errors", served.of(Counted.SERVER_ERROR))
        .with("replaced_connections", served.of(Counted.CONNECTION_REPLACED))
        .with("refused_connections", served.of(Counted.CONNECTION_REFUSED));
  }

  private static JsonObject stream(HttpCounters served) {
    return new JsonObject()
        .with("readers", served.readers())
        .with("events", served.of(Counted.STREAM_EVENT))
        .with("dropped_readers", served.of(Counted.READER_DROPPED))
        .with("refused_readers", served.of(Counted.READER_REFUSED));
  }

  private static JsonObject limits(FeedSnapshot.Setup setup, HttpOptions options) {
    return new JsonObject()
        .with("stream_entries", setup.streamMaxLength())
        .with("history_entries", setup.historyLength())
        .with("http_connections", options.connections().most())
        .with("http_connections_per_peer", options.connections().mostPerPeer())
        .with("http_concurrent_requests", options.requests().atOnce())
        .with("stream_readers", options.streamReaders());
  }

  /** Takes microseconds. */
  private static JsonObject jvm() {
    MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
    List<GarbageCollectorMXBean> collectors = ManagementFactory.getGarbageCollectorMXBeans();
    long collections = sum(collectors, GarbageCollectorMXBean::getCollectionCount);
    long millis = sum(collectors, GarbageCollectorMXBean::getCollectionTime);
    return new JsonObject()
        .with("heap_used_bytes", heap.getUsed())
        .with("heap_committed_bytes", heap.getCommitted())
        .with("heap_max_bytes", Math.max(0, heap.getMax()))
        .with(
            "non_heap_used_bytes",
            ManagementFactory.getMemoryMXBean().getNonHeapMemoryUsage().getUsed())
        .with(
            "direct_used_bytes",
            sum(
                ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class),
                BufferPoolMXBean::getMemoryUsed))
        .with("threads", ManagementFactory.getThreadMXBean().getThreadCount())
        .with("gc_collections", collections)
        .with("gc_seconds", Numbers.seconds(Duration.ofMillis(millis)));
  }

  /** Without the beans that report a negative value, which means that it is unknown. */
  private static <T> long sum(List<T> beans, ToLongFunction<T> value) {
    return beans.stream().mapToLong(value).filter(known -> known > 0).sum();
  }
}
