package btcfeed.http.metrics;

import btcfeed.application.observe.ObserveFeed;
import btcfeed.domain.time.Clock;
import btcfeed.http.response.Moment;
import btcfeed.http.response.Response;
import io.helidon.http.Status;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmInfoMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A Prometheus scrape: the families of the feed and of the JVM, from one registry.
 *
 * <p>The registry is made at the first scrape, because loading its classes would delay the start.
 * Any thread.
 */
final class PrometheusText implements AutoCloseable {
  private static final String TEXT_TYPE = "text/plain; version=0.0.4; charset=utf-8";
  private static final String OPEN_METRICS_TYPE =
      "application/openmetrics-text; version=1.0.0; charset=utf-8";

  private final ObserveFeed feed;
  private final Clock clock;
  private final Metrics.Counted counted;
  private Optional<Scraper> scraper = Optional.empty();

  PrometheusText(ObserveFeed feed, Clock clock, Metrics.Counted counted) {
    this.feed = feed;
    this.clock = clock;
    this.counted = counted;
  }

  Response text() {
    return scrape(TEXT_TYPE);
  }

  Response openMetrics() {
    return scrape(OPEN_METRICS_TYPE);
  }

  private Response scrape(String type) {
    return new Response(
        Status.OK_200, type, registry().scrape(type).getBytes(StandardCharsets.UTF_8));
  }

  private synchronized PrometheusMeterRegistry registry() {
    if (scraper.isEmpty()) {
      scraper = Optional.of(create());
    }
    return scraper.get().registry();
  }

  @Override
  public synchronized void close() {
    scraper.ifPresent(Scraper::close);
  }

  private Scraper create() {
    PrometheusRegistry families = new PrometheusRegistry();
    MultiCollector feedFamilies = this::collect;
    families.register(feedFamilies);
    PrometheusMeterRegistry registry =
        new PrometheusMeterRegistry(
            PrometheusConfig.DEFAULT, families, io.micrometer.core.instrument.Clock.SYSTEM);
    JvmGcMetrics gc = new JvmGcMetrics();
    gc.bindTo(registry);
    new JvmInfoMetrics().bindTo(registry);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ClassLoaderMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new FileDescriptorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    return new Scraper(registry, gc);
  }

  private MetricSnapshots collect() {
    return FeedFamilies.of(feed.snapshot(), Moment.of(clock), counted);
  }

  private record Scraper(PrometheusMeterRegistry registry, JvmGcMetrics gc) {
    void close() {
      gc.close();
      registry.close();
    }
  }
}
