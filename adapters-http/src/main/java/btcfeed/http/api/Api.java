package btcfeed.http.api;

import btcfeed.application.extend.ReferencePrices;
import btcfeed.application.observe.FeedSnapshot;
import btcfeed.application.observe.ObserveFeed;
import btcfeed.application.read.ReadCandles;
import btcfeed.application.read.ReadRecords;
import btcfeed.domain.health.FeedHealth;
import btcfeed.domain.market.Symbol;
import btcfeed.domain.time.Clock;
import btcfeed.http.response.JsonObject;
import btcfeed.http.response.Moment;
import btcfeed.http.response.Problem;
import btcfeed.http.response.Response;
import btcfeed.http.response.Route;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * The paths that return the state of the feed as JSON. Each response is made from one snapshot, so
 * its parts never contradict each other.
 */
public final class Api {
  private final ObserveFeed feed;
  private final ReadRecords records;
  private final ReadCandles candles;
  private final Clock clock;
  private final Probes probes = new Probes();

  public Api(ObserveFeed feed, ReadRecords records, ReadCandles candles, Clock clock) {
    this.feed = feed;
    this.records = records;
    this.candles = candles;
    this.clock = clock;
  }

  public Map<String, Route> routes() {
    // Health ignores the Accept header: it is never withheld.
    Route health = Route.read(_ -> health());
    Route live = probe(probes::live);
    Route ready = probe((snapshot, _) -> Probes.ready(snapshot));
    Map<String, Route> routes = new LinkedHashMap<>();
    routes.put("/health", health);
    routes.put("/health/live", live);
    routes.put("/health/ready", ready);
    routes.put("/health/leader", probe((snapshot, _) -> Probes.leader(snapshot.leadership())));
    routes.put("/health/started", probe((snapshot, _) -> Probes.started(snapshot.facts())));
    routes.put("/redis/status", view(RedisStatusView::of));
    routes.put("/api/v1/overview", view(Api::overview));
    routes.put("/api/v1/price", view(PriceView::all));
    routes.put("/api/v1/price/{venue}", Route.readJson(this::price));
    routes.put("/api/v1/venues", view(Api::venues));
    routes.put("/api/v1/ticks", page(RecordsView::ticks));
    routes.put("/api/v1/gaps", page(RecordsView::gaps));
    routes.put("/api/v1/candles", Route.readJson(this::candles));
    routes.put("/healthz", health);
    routes.put("/live", live);
    routes.put("/ping", live);
    routes.put("/ready", ready);
    return routes;
  }

  private Route view(BiFunction<FeedSnapshot, Moment, JsonObject> view) {
    return Route.readJson(_ -> Response.json(view.apply(feed.snapshot(), Moment.of(clock))));
  }

  private Route page(BiFunction<ReadRecords, PageQuery, JsonObject> view) {
    return Route.readJson(
        request -> Response.json(view.apply(records, PageQuery.parse(request.query()))));
  }

  private Route probe(BiFunction<FeedSnapshot, Moment, List<Probes.Check>> probe) {
    return Route.probe(
        _ -> {
          List<Probes.Check> checks = probe.apply(feed.snapshot(), Moment.of(clock));
          boolean up = checks.stream().allMatch(Probes.Check::isUp);
          return Response.json(
              up ? Status.OK_200 : Status.SERVICE_UNAVAILABLE_503,
              new JsonObject()
                  .with("status", up ? "UP" : "DOWN")
                  .with("checks", checks.stream().map(Probes.Check::view).toList()));
        });
  }

  private Response health() {
    FeedSnapshot snapshot = feed.snapshot();
    boolean unhealthy = snapshot.health().status() == FeedHealth.Status.UNHEALTHY;
    return Response.json(
        unhealthy ? Status.SERVICE_UNAVAILABLE_503 : Status.OK_200,
        HealthView.of(snapshot, Moment.of(clock)));
  }

  /** All that the dashboard shows; each part equals the response of its own path. */
  private static JsonObject overview(FeedSnapshot snapshot, Moment now) {
    return new JsonObject()
        .with("health", HealthView.of(snapshot, now))
        .with("redis", RedisStatusView.of(snapshot, now))
        .with("prices", PriceView.all(snapshot, now))
        .with("latency_ms", LatencyView.of(snapshot));
  }

  private Response price(ServerRequest request) {
    String venue = request.path().pathParameters().get("venue");
    FeedSnapshot snapshot = feed.snapshot();
    boolean known =
        snapshot.facts().venues().stream().anyMatch(report -> report.venue().name().equals(venue));
    return known
        ? Response.json(PriceView.ofVenue(snapshot, venue, Moment.of(clock)))
        : Problem.NO_VENUE.response();
  }

  private static JsonObject venues(FeedSnapshot snapshot, Moment now) {
    return new JsonObject()
        .with("time", now.iso())
        .with("venues", HealthView.venues(snapshot.facts()));
  }

  private Response candles(ServerRequest request) {
    long nowMs = Math.floorDiv(clock.wallUs(), 1_000);
    return CandlesView.respond(
        candles, CandleQuery.parse(request.query(), nowMs, this::usualSymbol));
  }

  /** The symbol on which most venues agree; without a reference price, any traded symbol. */
  private Optional<Symbol> usualSymbol() {
    FeedSnapshot snapshot = feed.snapshot();
    return snapshot.index().stream()
        .filter(update -> venuesUsed(update) > 0)
        .max(Comparator.comparingInt(Api::venuesUsed))
        .map(ReferencePrices.IndexUpdate::symbol)
        .or(
            () ->
                snapshot.lastTrades().stream()
                    .map(last -> last.tick().trade().market().symbol())
                    .min(Comparator.comparing(Symbol::toString)));
  }

  private static int venuesUsed(ReferencePrices.IndexUpdate update) {
    return ReferenceView.value(update.price()).map(value -> value.used().size()).orElse(0);
  }
}
