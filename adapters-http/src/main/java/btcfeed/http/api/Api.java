package btcfeed.http.api;

import btcfeed.application.extend.ReferencePrices;
import btcfeed.application.observe.FeedSnapshot;
import btcfeed.application.observe.ObserveFeed;
import btcfeed.application.read.ReadCandles;
import btcfeed.application.read.ReadRecords;
import btcfeed.domain.health.FeedHealth;
import btcfeed.domain.market.Symbol;
import btcfeed.domain.time.Clock;
import btcfeed.http.answer.Accept;
import btcfeed.http.answer.Moment;
import btcfeed.http.answer.Problem;
import btcfeed.http.answer.Response;
import btcfeed.http.answer.Route;
import io.helidon.health.HealthCheckType;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/**
 * What can be read of the feed as finished JSON, by path. Each request looks at one snapshot, so
 * that an answer never contradicts itself. {@code /healthz} is short for {@code /health}; {@code
 * /live} and {@code /ping} for {@code /health/live}; {@code /ready} for {@code /health/ready}.
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
    Map<String, Route> routes = new LinkedHashMap<>();
    // Whatever the client accepts: an answer about health is never withheld.
    routes.put("/health", Route.read(_ -> health()));
    routes.put("/health/live", Route.probe(_ -> probe(HealthCheckType.LIVENESS)));
    routes.put("/health/ready", Route.probe(_ -> probe(HealthCheckType.READINESS)));
    routes.put("/health/started", Route.probe(_ -> probe(HealthCheckType.STARTUP)));
    routes.put("/redis/status", readable(_ -> redisStatus()));
    routes.put("/api/v1/overview", readable(_ -> overview()));
    routes.put("/api/v1/price", readable(_ -> prices()));
    routes.put(
        "/api/v1/price/{venue}",
        readable(request -> price(request.path().pathParameters().get("venue"))));
    routes.put("/api/v1/venues", readable(_ -> venues()));
    routes.put("/api/v1/ticks", readable(request -> page(request, RecordsView::ticks)));
    routes.put("/api/v1/gaps", readable(request -> page(request, RecordsView::gaps)));
    routes.put("/api/v1/candles", readable(this::candles));
    routes.put("/healthz", Route.read(_ -> health()));
    routes.put("/live", Route.probe(_ -> probe(HealthCheckType.LIVENESS)));
    routes.put("/ping", Route.probe(_ -> probe(HealthCheckType.LIVENESS)));
    routes.put("/ready", Route.probe(_ -> probe(HealthCheckType.READINESS)));
    return routes;
  }

  private static Route readable(Route.Endpoint endpoint) {
    return Route.read(
        request ->
            Accept.of(request).takesJson()
                ? endpoint.answer(request)
                : Problem.NOT_ACCEPTABLE.answer());
  }

  private Response health() {
    FeedSnapshot snapshot = feed.snapshot();
    Status status =
        snapshot.health().status() == FeedHealth.Status.UNHEALTHY
            ? Status.SERVICE_UNAVAILABLE_503
            : Status.OK_200;
    return Response.json(status, HealthView.of(snapshot, Moment.of(clock)));
  }

  private Response probe(HealthCheckType type) {
    ProbeView view = ProbeView.of(probes.of(type, feed.snapshot(), Moment.of(clock)));
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

  private Response price(String venue) {
    FeedSnapshot snapshot = feed.snapshot();
    boolean known =
        snapshot.facts().venues().stream().anyMatch(report -> report.venue().name().equals(venue));
    return known
        ? Response.json(
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

  private Response venues() {
    return Response.json(VenuesView.of(feed.snapshot().facts(), Moment.of(clock)));
  }

  private Response page(ServerRequest request, BiFunction<ReadRecords, PageQuery, Object> view) {
    return switch (PageQuery.parse(request.query())) {
      case Parsed.Fine(PageQuery query) -> Response.json(view.apply(records, query));
      case Parsed.Wrong(String detail) -> Problem.badRequest(detail).answer();
    };
  }

  private Response candles(ServerRequest request) {
    long nowMs = Math.floorDiv(clock.wallUs(), 1_000);
    return switch (CandleQuery.parse(request.query(), nowMs, this::usual)) {
      case Parsed.Fine(CandleQuery query) -> CandlesView.answer(candles, query);
      case Parsed.Wrong(String detail) -> Problem.badRequest(detail).answer();
    };
  }

  /** The symbol to show who names none: the one most venues agree on, else one that is traded. */
  private Optional<Symbol> usual() {
    FeedSnapshot snapshot = feed.snapshot();
    return snapshot.index().stream()
        .filter(answer -> used(answer) > 0)
        .max(Comparator.comparingInt(Api::used))
        .map(ReferencePrices.Answer::symbol)
        .or(
            () ->
                snapshot.quotes().stream()
                    .map(quote -> quote.tick().trade().market().symbol())
                    .min(Comparator.comparing(Symbol::toString)));
  }

  private static int used(ReferencePrices.Answer answer) {
    return ReferenceView.quote(answer.price()).map(quote -> quote.used().size()).orElse(0);
  }
}
