package btcfeed.http;

import btcfeed.application.observe.FeedSnapshot;
import btcfeed.application.observe.ObserveFeed;
import btcfeed.application.read.ReadCandles;
import btcfeed.application.read.ReadRecords;
import btcfeed.domain.health.FeedHealth;
import btcfeed.domain.time.Clock;
import io.helidon.health.HealthCheckType;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Which path answers what. Each request looks at one snapshot, so that an answer never contradicts
 * itself. {@code /healthz} is short for {@code /health}; {@code /live} and {@code /ping} for {@code
 * /health/live}; {@code /ready} for {@code /health/ready}.
 */
final class Routes {
  private static final String NAME = "BTC Live Feed";
  private static final String TEXT = "text/plain";
  private static final String OPEN_METRICS = "application/openmetrics-text";

  private final ObserveFeed feed;
  private final ReadRecords records;
  private final ReadCandles candles;
  private final Clock clock;
  private final HttpOptions options;
  private final Served served;
  private final PrometheusText prometheus;
  private final Probes probes = new Probes();
  private final Map<String, Route> routes = new LinkedHashMap<>();

  Routes(
      ObserveFeed feed,
      ReadRecords records,
      ReadCandles candles,
      Clock clock,
      HttpOptions options,
      Served served,
      PrometheusText prometheus,
      Streams streams,
      SocketDoor socket,
      Optional<Admin> admin) {
    this.feed = feed;
    this.records = records;
    this.candles = candles;
    this.clock = clock;
    this.options = options;
    this.served = served;
    this.prometheus = prometheus;
    Answer page = Assets.answer("index.html");
    read("/", request -> pageOrIndex(request, page));
    asset("dashboard.css", Assets::answer);
    asset("dashboard.js", Assets::answer);
    asset("chart.js", Assets::answer);
    asset("icon.svg", Assets::answer);
    asset("uPlot.min.css", Assets::vendor);
    asset("uPlot.iife.min.js", Assets::vendor);
    read("/health", _ -> health());
    read("/health/live", _ -> probe(HealthCheckType.LIVENESS));
    read("/health/ready", _ -> probe(HealthCheckType.READINESS));
    read("/health/started", _ -> probe(HealthCheckType.STARTUP));
    read("/metrics", this::metrics);
    read("/redis/status", request -> whenReadable(request, this::redisStatus));
    read("/api/v1/price", request -> whenReadable(request, this::prices));
    read(
        "/api/v1/price/{venue}",
        request ->
            whenReadable(request, () -> price(request.path().pathParameters().get("venue"))));
    read("/api/v1/venues", request -> whenReadable(request, this::venues));
    read("/api/v1/ticks", request -> page(request, RecordsView::ticks));
    read("/api/v1/gaps", request -> page(request, RecordsView::gaps));
    read("/api/v1/candles", request -> whenReadable(request, () -> candles(request)));
    read("/api/v1/stream", streams::answer);
    read(SocketDoor.PATH, socket::refuse);
    Answer description = Assets.description();
    read("/openapi", request -> whenReadable(request, () -> description));
    read("/healthz", _ -> health());
    read("/live", _ -> probe(HealthCheckType.LIVENESS));
    read("/ping", _ -> probe(HealthCheckType.LIVENESS));
    read("/ready", _ -> probe(HealthCheckType.READINESS));
    admin.ifPresent(operated -> routes.putAll(operated.routes()));
  }

  /** Everything there is, by path. */
  Map<String, Route> routes() {
    return routes;
  }

  private void read(String path, Route.Endpoint endpoint) {
    routes.put(path, Route.read(endpoint));
  }

  /** Whatever the client accepts: an answer about health is never withheld. */
  private Answer health() {
    FeedSnapshot snapshot = feed.snapshot();
    Status status =
        snapshot.health().status() == FeedHealth.Status.UNHEALTHY
            ? Status.SERVICE_UNAVAILABLE_503
            : Status.OK_200;
    return Answer.json(status, HealthView.of(snapshot, Moment.of(clock)));
  }

  private Answer probe(HealthCheckType type) {
    ProbeView view = ProbeView.of(probes.of(type, feed.snapshot(), Moment.of(clock)));
    return Answer.json(view.up() ? Status.OK_200 : Status.SERVICE_UNAVAILABLE_503, view);
  }

  private Answer metrics(ServerRequest request) {
    Optional<String> format = Accept.of(request).choose(List.of(Answer.JSON, TEXT, OPEN_METRICS));
    return format
        .map(
            type ->
                switch (type) {
                  case TEXT -> prometheus.text();
                  case OPEN_METRICS -> prometheus.openMetrics();
                  default -> metricsJson();
                })
        .orElseGet(Problem.NOT_ACCEPTABLE::answer);
  }

  private Answer metricsJson() {
    return Answer.json(
        MetricsView.of(feed.snapshot(), Moment.of(clock), JvmView.now(), served, options));
  }

  private Answer redisStatus() {
    return Answer.json(RedisStatusView.of(feed.snapshot(), Moment.of(clock)));
  }

  private void asset(String file, Function<String, Answer> where) {
    Answer answer = where.apply(file);
    read("/assets/" + file, _ -> answer);
  }

  private Answer prices() {
    FeedSnapshot snapshot = feed.snapshot();
    return Answer.json(
        new PriceView.All(
            Moment.of(clock).iso(),
            snapshot.index().stream().map(ReferenceView::of).toList(),
            prices(snapshot, _ -> true)));
  }

  private Answer price(String venue) {
    FeedSnapshot snapshot = feed.snapshot();
    boolean known =
        snapshot.facts().venues().stream().anyMatch(report -> report.venue().name().equals(venue));
    return known
        ? Answer.json(
            new PriceView.OfVenue(
                Moment.of(clock).iso(), prices(snapshot, price -> price.venue().equals(venue))))
        : Problem.NO_VENUE.answer();
  }

  private static List<PriceView> prices(FeedSnapshot snapshot, Predicate<PriceView> wanted) {
    return snapshot.quotes().stream()
        .map(quote -> PriceView.of(quote, snapshot.facts().staleAfter()))
        .filter(wanted)
        .toList();
  }

  private Answer venues() {
    return Answer.json(VenuesView.of(feed.snapshot().facts(), Moment.of(clock)));
  }

  private Answer page(ServerRequest request, BiFunction<ReadRecords, PageQuery, Object> view) {
    return whenReadable(
        request,
        () ->
            switch (PageQuery.parse(request.query())) {
              case PageQuery.Parsed.Fine(PageQuery query) ->
                  Answer.json(view.apply(records, query));
              case PageQuery.Parsed.Wrong(String detail) -> Problem.badRequest(detail).answer();
            });
  }

  private Answer candles(ServerRequest request) {
    return switch (CandleQuery.parse(request.query(), Math.floorDiv(clock.wallUs(), 1_000))) {
      case CandleQuery.Parsed.Fine(CandleQuery query) -> CandlesView.answer(candles, query);
      case CandleQuery.Parsed.Wrong(String detail) -> Problem.badRequest(detail).answer();
    };
  }

  private Answer pageOrIndex(ServerRequest request, Answer page) {
    return Accept.of(request)
        .choose(List.of(Assets.HTML, Answer.JSON))
        .map(type -> type.equals(Assets.HTML) ? page : index())
        .orElseGet(Problem.NOT_ACCEPTABLE::answer);
  }

  private Answer index() {
    return Answer.json(
        new IndexView(NAME, feed.snapshot().setup().version(), List.copyOf(routes.keySet())));
  }

  private static Answer whenReadable(ServerRequest request, Supplier<Answer> answer) {
    return Accept.of(request).takesJson() ? answer.get() : Problem.NOT_ACCEPTABLE.answer();
  }
}
