package btcfeed.http.metrics;

import btcfeed.application.observe.ObserveFeed;
import btcfeed.domain.time.Clock;
import btcfeed.http.response.Accept;
import btcfeed.http.response.Moment;
import btcfeed.http.response.Problem;
import btcfeed.http.response.Response;
import btcfeed.http.server.HttpOptions;
import btcfeed.http.server.ResponseCounters;
import btcfeed.http.stream.StreamStats;
import io.helidon.webserver.http.ServerRequest;
import java.util.List;

/** {@code GET /metrics}: JSON, Prometheus text or OpenMetrics text, by the client's preference. */
public final class Metrics implements AutoCloseable {
  private static final String TEXT = "text/plain";
  private static final String OPEN_METRICS = "application/openmetrics-text";

  private final ObserveFeed feed;
  private final Clock clock;
  private final Counted counted;
  private final PrometheusText prometheus;

  /** Limits and counters of this server. */
  record Counted(HttpOptions options, ResponseCounters served, StreamStats streams) {}

  public Metrics(
      ObserveFeed feed,
      Clock clock,
      HttpOptions options,
      ResponseCounters served,
      StreamStats streams) {
    this.feed = feed;
    this.clock = clock;
    this.counted = new Counted(options, served, streams);
    this.prometheus = new PrometheusText(feed, clock, counted);
  }

  public Response respond(ServerRequest request) {
    return Accept.of(request)
        .choose(List.of(Response.JSON, TEXT, OPEN_METRICS))
        .map(
            type ->
                switch (type) {
                  case TEXT -> prometheus.text();
                  case OPEN_METRICS -> prometheus.openMetrics();
                  default -> json();
                })
        .orElseGet(Problem.NOT_ACCEPTABLE::response);
  }

  @Override
  public void close() {
    prometheus.close();
  }

  private Response json() {
    return Response.json(MetricsView.of(feed.snapshot(), Moment.of(clock), JvmView.now(), counted));
  }
}
