package btcfeed.http.metrics;

import btcfeed.application.observe.ObserveFeed;
import btcfeed.domain.time.Clock;
import btcfeed.http.response.Accept;
import btcfeed.http.response.Moment;
import btcfeed.http.response.Problem;
import btcfeed.http.response.Response;
import btcfeed.http.server.HttpCounters;
import btcfeed.http.server.HttpOptions;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
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
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * {@code GET /metrics}: JSON, Prometheus text or OpenMetrics text, by the client's preference. The
 * texts have the families of the feed and of the JVM. Any thread.
 */
public final class Metrics implements AutoCloseable {
  private static final String TEXT = "text/plain";
  private static final String TEXT_TYPE = TEXT + "; version=0.0.4; charset=utf-8";
  private static final String OPEN_METRICS = "application/openmetrics-text";
  private static final String OPEN_METRICS_TYPE = OPEN_METRICS + "; version=1.0.0; charset=utf-8";

  private final ObserveFeed feed;
  private final Clock clock;
  private final HttpOptions options;
  private final HttpCounters served;
  private Optional<Scraper> scraper = Optional.empty();

  private record Scraper(PrometheusMeterRegistry registry, JvmGcMetrics gc) {}

  public Metrics(ObserveFeed feed, Clock clock, HttpOptions options, HttpCounters served) {
    this.feed = feed;
    this.clock = clock;
    this.options = options;
    this.served = served;
  }

  public Response respond(ServerRequest request) {
    return Accept.of(request)
        .choose(List.of(Response.JSON, TEXT, OPEN_METRICS))
        .map(
            type ->
                switch (type) {
                  case TEXT -> scrape(TEXT_TYPE);
                  case OPEN_METRICS -> scrape(OPEN_METRICS_TYPE);
                  default -> json();
                })
        .orElseGet(Problem.NOT_ACCEPTABLE::response);
  }

  @Override
  public synchronized void close() {
    scraper.ifPresent(
        made -> {
          made.gc().close();
          made.registry().close();
        });
  }

  private Response json() {
    return Response.json(MetricsView.of(feed.snapshot(), Moment.of(clock), options, served));
  }

  private Response scrape(String type) {
    return new Response(
        Status.OK_200, type, registry().scrape(type).getBytes(StandardCharsets.UTF_8));
  }

  /** Made at the first scrape, because loading its classes would delay the start. */
  private synchronized PrometheusMeterRegistry registry() {
    if (scraper.isEmpty()) {
      scraper = Optional.of(create());
    }
    return scraper.get().registry();
  }

  private Scraper create() {
    PrometheusRegistry families = new PrometheusRegistry();
    MultiCollector feedFamilies =
        () -> FeedFamilies.of(feed.snapshot(), Moment.of(clock), options, served);
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
}
