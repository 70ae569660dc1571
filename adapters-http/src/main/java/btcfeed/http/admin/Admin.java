package btcfeed.http.admin;

import btcfeed.application.operate.MoveReaders;
import btcfeed.application.operate.ReconnectVenue;
import btcfeed.domain.store.ActiveStore;
import btcfeed.domain.store.SwitchCommand;
import btcfeed.domain.store.SwitchResult;
import btcfeed.domain.time.Clock;
import btcfeed.http.response.Accept;
import btcfeed.http.response.JsonObject;
import btcfeed.http.response.Problem;
import btcfeed.http.response.Problem.BadRequest;
import btcfeed.http.response.Response;
import btcfeed.http.response.Route;
import btcfeed.http.server.RareLog;
import btcfeed.http.server.TokenBucket;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * The paths that change state. They require the bearer token.
 *
 * <p>Requests with the token and requests without it have separate rate limits, so that attempts
 * without the token cannot lock the operator out. The length of the token defends against guessing.
 * A request is checked in this order: token, rate limit, query parameters, accepted format.
 *
 * <p>Each attempt is one log line; those beyond the rate limit share one line a minute. A log line
 * repeats nothing that the client sent. Any thread.
 */
public final class Admin {
  /** Requests at once, enough to reconnect every venue; then one per {@link #INTERVAL}. */
  static final int BURST = 20;

  private static final Duration INTERVAL = Duration.ofSeconds(3);
  private static final String BEARER = "bearer ";
  private static final System.Logger LOG = System.getLogger("btcfeed.admin");

  private final AdminToken token;
  private final MoveReaders readers;
  private final ReconnectVenue lines;
  private final TokenBucket trustedLimit;
  private final TokenBucket untrustedLimit;
  private final RareLog limited;

  /** The result of an attempt: for the client and for the log. */
  private record Outcome(Response response, boolean done, String text) {}

  public Admin(AdminAccess access, Clock clock) {
    this.token = access.token();
    this.readers = access.readers();
    this.lines = access.lines();
    this.trustedLimit = new TokenBucket(BURST, INTERVAL, clock);
    this.untrustedLimit = new TokenBucket(BURST, INTERVAL, clock);
    this.limited = new RareLog(clock);
  }

  public Map<String, Route> routes() {
    return Map.of(
        "/admin/failover", route("failover", _ -> move(SwitchCommand.FAILOVER)),
        "/admin/failback", route("failback", _ -> move(SwitchCommand.FAILBACK)),
        "/admin/venues/{venue}/reconnect", route("reconnect", this::reconnect));
  }

  private Route route(String action, Function<ServerRequest, Outcome> act) {
    return Route.act(request -> handle(action, request, act));
  }

  private Response handle(
      String action, ServerRequest request, Function<ServerRequest, Outcome> act) {
    String address = request.remotePeer().host();
    boolean trusted = isTrusted(request);
    long waitNanos = (trusted ? trustedLimit : untrustedLimit).take();
    if (waitNanos > 0) {
      limited
          .suffix()
          .ifPresent(
              more -> log(Level.WARNING, action, address, "refused, too many attempts" + more));
      // Rounded up: a client that returns a little early is refused again.
      long seconds = Math.ceilDiv(waitNanos, TimeUnit.SECONDS.toNanos(1));
      return Problem.TOO_MANY_ATTEMPTS
          .response()
          .with(HeaderNames.RETRY_AFTER, Long.toString(seconds));
    }
    Outcome outcome = trusted ? checked(request, act) : withoutToken();
    log(outcome.done() ? Level.INFO : Level.WARNING, action, address, outcome.text());
    return outcome.response();
  }

  private static void log(Level level, String action, String address, String outcome) {
    LOG.log(level, "Admin: " + action + " requested from " + address + ": " + outcome + ".");
  }

  /** Requires exactly one header: of two, the server cannot know which one is meant. */
  private boolean isTrusted(ServerRequest request) {
    List<String> sent = request.headers().values(HeaderNames.AUTHORIZATION);
    return sent.size() == 1
        && sent.getFirst().regionMatches(true, 0, BEARER, 0, BEARER.length())
        && token.matches(sent.getFirst().substring(BEARER.length()).strip());
  }

  private static Outcome withoutToken() {
    return refused(
        Problem.NO_TOKEN.response().with(HeaderNames.WWW_AUTHENTICATE, "Bearer realm=\"btc-feed\""),
        "without a valid token");
  }

  private static Outcome checked(ServerRequest request, Function<ServerRequest, Outcome> act) {
    if (!request.query().isEmpty()) {
      return refused(
          new BadRequest("this path has no parameters").response(), "with query parameters");
    }
    if (!Accept.of(request).takesJson()) {
      return refused(Problem.NOT_ACCEPTABLE.response(), "the client does not accept JSON");
    }
    return act.apply(request);
  }

  private Outcome move(SwitchCommand command) {
    return switch (readers.move(command)) {
      case SwitchResult.Accepted(ActiveStore now) -> moved(command, now);
      case SwitchResult.Refused(SwitchResult.RefusalReason reason) -> {
        String text = text(command, reason);
        yield refused(Problem.conflict(text).response(), text);
      }
      case SwitchResult.Unanswered() ->
          new Outcome(
              Problem.UNDECIDED.response(), false, "not done, the feed did not respond in time");
    };
  }

  private static Outcome moved(SwitchCommand command, ActiveStore now) {
    String done = "done, readers use the " + now.store().text() + " store";
    return switch (command) {
      case FAILOVER ->
          new Outcome(
              Response.json(
                  view(
                      "failover",
                      now,
                      "readers use the failover store until POST /admin/failback")),
              true,
              done + " until failback");
      case FAILBACK ->
          new Outcome(
              Response.json(
                  Status.ACCEPTED_202,
                  view(
                      "failback",
                      now,
                      "readers return to the primary once it has caught up and has been stable for"
                          + " the grace period (FEED_FAILBACK_GRACE); GET /redis/status shows it")),
              true,
              done + " until the primary has caught up and has been stable for the grace period");
    };
  }

  private static JsonObject view(String done, ActiveStore now, String detail) {
    return new JsonObject()
        .with("done", done)
        .with("active", now.store().text())
        .with("held_by_operator", now instanceof ActiveStore.Held)
        .with("detail", detail);
  }

  private static String text(SwitchCommand command, SwitchResult.RefusalReason reason) {
    String store =
        switch (command) {
          case FAILOVER -> "failover";
          case FAILBACK -> "primary";
        };
    return switch (reason) {
      case ONE_STORE -> "only one store is configured (USE_FAILOVER, REDIS_HOST); readers use it";
      case NOT_IN_REACH ->
          "the " + store + " store is not reachable; GET /redis/status has the reason";
      case BEHIND ->
          "the "
              + store
              + " store is behind, readers would see old prices; GET /redis/status has"
              + " its lag";
      case ALREADY_THERE -> "readers already use the " + store + " store";
    };
  }

  private Outcome reconnect(ServerRequest request) {
    String venue = request.path().pathParameters().get("venue");
    List<ReconnectVenue.LineReconnect> begun = lines.reconnect(venue);
    if (begun.isEmpty()) {
      return refused(Problem.NO_VENUE.response(), "the feed does not use that venue");
    }
    JsonObject view =
        new JsonObject()
            .with("done", "reconnect")
            .with("venue", venue)
            .with(
                "lines",
                JsonObject.of(
                    begun,
                    one -> one.line().letter(),
                    one -> one.action().name().toLowerCase(Locale.ROOT)))
            .with(
                "detail",
                "line by line; the old connection is closed after the new one is ready; the log"
                    + " shows each replacement");
    return new Outcome(
        Response.json(Status.ACCEPTED_202, view),
        true,
        "started for " + begun.size() + " lines of " + venue);
  }

  private static Outcome refused(Response response, String reason) {
    return new Outcome(response, false, "refused, " + reason);
  }
}
