package btcfeed.http.api;

import btcfeed.application.extend.ReferencePrices;
import btcfeed.application.observe.FeedSnapshot;
import btcfeed.application.observe.ObserveFeed;
import btcfeed.application.read.ReadCandles;
import btcfeed.application.read.ReadRecords;
import btcfeed.domain.health.FeedHealth;
import btcfeed.domain.market.Symbol;
import btcfeed.domain.time.Clock;
import btcfeed.http.response.Moment;
import btcfeed.http.response.Problem;
import btcfeed.http.response.Response;
import btcfeed.http.response.Route;
import io.helidon.health.HealthCheckType;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

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

  /**
   * {@code GET /api/v1/overview}: all that the dashboard shows, in one response. Each part equals
   * the response of its own path.
   *
   * @param latencyMs as in {@code /metrics}
   */
  private record OverviewView(
      HealthView health,
      RedisStatusView redis,
      PriceView.All prices,
      Map<String, LatencyView> latencyMs) {}

  public Api(ObserveFeed feed, ReadRecords records, ReadCandles candles, Clock clock) {
    this.feed = feed;
    this.records = records;
    this.candles = candles;
    this.clock = clock;
  }

  public Map<String, Route> routes() {
    // Health ignores the Accept header: it is never withheld.
    Route health = Route.read(_ -> health());
    Route live = Route.probe(_ -> probe(HealthCheckType.LIVENESS));
    Route ready = Route.probe(_ -> probe(HealthCheckType.READINESS));
    Map<String, Route> routes = new LinkedHashMap<>();
    routes.put("/health", health);
    routes.put("/health/live", live);
    routes.put("/health/ready", ready);
    routes.put("/health/leader", Route.probe(_ -> leader()));
    routes.put("/health/started", Route.probe(_ -> probe(HealthCheckType.STARTUP)));
    routes.put("/redis/status", Route.readJson(_ -> redisStatus()));
    routes.put("/api/v1/overview", Route.readJson(_ -> overview()));
    routes.put("/api/v1/price", Route.readJson(_ -> prices()));
    routes.put("/api/v1/price/{venue}", Route.readJson(this::price));
    routes.put("/api/v1/venues", Route.readJson(_ -> venues()));
    routes.put(
        "/api/v1/ticks",
        Route.readJson(
            request ->
                Response.json(RecordsView.ticks(records, PageQuery.parse(request.query())))));
    routes.put(
        "/api/v1/gaps",
        Route.readJson(
            request -> Response.json(RecordsView.gaps(records, PageQuery.parse(request.query())))));
    routes.put("/api/v1/candles", Route.readJson(this::candles));
    routes.put("/healthz", health);
    routes.put("/live", live);
    routes.put("/ping", live);
    routes.put("/ready", ready);
    return routes;
  }

  private Response health() {
    FeedSnapshot snapshot = feed.snapshot();
    boolean unhealthy = snapshot.health().status() == FeedHealth.Status.UNHEALTHY;
    return Response.json(
        unhealthy ? Status.SERVICE_UNAVAILABLE_503 : Status.OK_200,
        HealthView.of(snapshot, Moment.of(clock)));
  }

  private Response probe(HealthCheckType type) {
    Probes.View view = probes.check(type, feed.snapshot(), Moment.of(clock));
    return Response.json(view.up() ? Status.OK_200 : Status.SERVICE_UNAVAILABLE_503, view);
  }

  private Response leader() {
    Probes.View view = Probes.leader(feed.snapshot());
    return Response.json(view.up() ? Status.OK_200 : Status.SERVICE_UNAVAILABLE_503, view);
  }

  private Response redisStatus() {
    return Response.json(RedisStatusView.of(feed.snapshot(), Moment.of(clock)));
  }

  private Response overview() {
    FeedSnapshot snapshot = feed.snapshot();
    Moment now = Moment.of(clock);
    return Response.json(
        new OverviewView(
            HealthView.of(snapshot, now),
            RedisStatusView.of(snapshot, now),
            prices(snapshot, now),
            LatencyView.of(snapshot)));
  }

  private Response prices() {
    return Response.json(prices(feed.snapshot(), Moment.of(clock)));
  }

  private static PriceView.All prices(FeedSnapshot snapshot, Moment now) {
    return new PriceView.All(
        now.iso(),
        snapshot.index().stream().map(ReferenceView::of).toList(),
        prices(snapshot, _ -> true));
  }

  private Response price(ServerRequest request) {
    String venue = request.path().pathParameters().get("venue");
    FeedSnapshot snapshot = feed.snapshot();
    boolean known =
        snapshot.facts().venues().stream().anyMatch(report -> report.venue().name().equals(venue));
    return known
        ? Response.json(
            new PriceView.OfVenue(
                Moment.of(clock).iso(), prices(snapshot, price -> price.venue().equals(venue))))
        : Problem.NO_VENUE.response();
  }

  private static List<PriceView> prices(FeedSnapshot snapshot, Predicate<PriceView> wanted) {
    return snapshot.lastTrades().stream()
        .map(last -> PriceView.of(last, snapshot.facts().staleAfter()))
        .filter(wanted)
        .toList();
  }

  private Response venues() {
    return Response.json(
        new VenueView.All(Moment.of(clock).iso(), HealthView.venues(feed.snapshot().facts())));
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
