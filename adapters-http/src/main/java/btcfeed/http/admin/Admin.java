package btcfeed.http.admin;

import btcfeed.application.operate.MoveReaders;
import btcfeed.application.operate.ReconnectVenue;
import btcfeed.domain.store.ActiveStore;
import btcfeed.domain.store.SwitchCommand;
import btcfeed.domain.store.SwitchResult;
import btcfeed.domain.time.Clock;
import btcfeed.http.answer.Accept;
import btcfeed.http.answer.Problem;
import btcfeed.http.answer.Response;
import btcfeed.http.answer.Route;
import btcfeed.http.server.TokenBucket;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * What changes something, for whoever shows the token.
 *
 * <p>Two allowances: one for those who show it, one for those who do not. They are counted apart,
 * so that a stranger who knocks all day cannot keep the operator out; what the stranger does not
 * get in by is the length of the token. Each attempt is weighed in this order, and logged: token,
 * allowance, what it accepts, what it asks.
 */
public final class Admin {
  /** Attempts at once, enough to reconnect every venue there is; then one each three seconds. */
  static final int ALLOWED = 20;

  private static final Duration EACH = Duration.ofSeconds(3);
  private static final String BEARER = "bearer ";
  private static final String VENUE = "venue";

  private final AdminToken token;
  private final MoveReaders readers;
  private final ReconnectVenue lines;
  private final TokenBucket known;
  private final TokenBucket strangers;
  private final AdminLog log;

  /** What came of an attempt, for its client and for the log. */
  private record Outcome(Response answer, boolean done, String said) {}

  public Admin(AdminAccess access, Clock clock) {
    this.token = access.token();
    this.readers = access.readers();
    this.lines = access.lines();
    this.known = new TokenBucket(ALLOWED, EACH, clock);
    this.strangers = new TokenBucket(ALLOWED, EACH, clock);
    this.log = new AdminLog(clock);
  }

  /** By path. */
  public Map<String, Route> routes() {
    return Map.of(
        "/admin/failover", route("failover", _ -> move(SwitchCommand.FAILOVER)),
        "/admin/failback", route("failback", _ -> move(SwitchCommand.FAILBACK)),
        "/admin/venues/{venue}/reconnect", route("reconnect", this::reconnect));
  }

  private Route route(String action, Function<ServerRequest, Outcome> act) {
    return Route.act(request -> answer(action, request, act));
  }

  private Response answer(
      String action, ServerRequest request, Function<ServerRequest, Outcome> act) {
    String address = request.remotePeer().host();
    boolean trusted = trusted(request);
    long waitNanos = (trusted ? known : strangers).take();
    if (waitNanos > 0) {
      log.tooMany(action, address);
      return Problem.TOO_MANY_ATTEMPTS
          .answer()
          .with(HeaderNames.RETRY_AFTER, Long.toString(wholeSeconds(waitNanos)));
    }
    Outcome outcome = trusted ? weighed(request, act) : unknown();
    if (outcome.done()) {
      log.done(action, address, outcome.said());
    } else {
      log.refused(action, address, outcome.said());
    }
    return outcome.answer();
  }

  /** Rounded up, for who comes back a little early comes in vain. */
  private static long wholeSeconds(long nanos) {
    return Math.ceilDiv(nanos, TimeUnit.SECONDS.toNanos(1));
  }

  /** One header with the token; of two, nobody knows which was meant. */
  private boolean trusted(ServerRequest request) {
    List<String> shown = request.headers().values(HeaderNames.AUTHORIZATION);
    return shown.size() == 1
        && shown.getFirst().regionMatches(true, 0, BEARER, 0, BEARER.length())
        && token.matches(shown.getFirst().substring(BEARER.length()).strip());
  }

  private static Outcome unknown() {
    return new Outcome(
        Problem.NO_TOKEN.answer().with(HeaderNames.WWW_AUTHENTICATE, "Bearer realm=\"btc-feed\""),
        false,
        "refused, without the token");
  }

  private static Outcome weighed(ServerRequest request, Function<ServerRequest, Outcome> act) {
    if (!request.query().isEmpty()) {
      return refused(
          Problem.badRequest("there are no parameters here").answer(), "refused, with parameters");
    }
    if (!Accept.of(request).takesJson()) {
      return refused(Problem.NOT_ACCEPTABLE.answer(), "refused, no JSON is accepted");
    }
    return act.apply(request);
  }

  private Outcome move(SwitchCommand order) {
    return switch (readers.move(order)) {
      case SwitchResult.Followed(ActiveStore now) -> moved(order, now);
      case SwitchResult.Refused(SwitchResult.Refusal why) -> conflict(AdminTexts.why(order, why));
      case SwitchResult.Unanswered() ->
          refused(Problem.UNDECIDED.answer(), "not done, the feed did not answer in time");
    };
  }

  private static Outcome moved(SwitchCommand order, ActiveStore now) {
    String said = "done, readers use the " + now.store().text() + " store";
    return switch (order) {
      case FAILOVER ->
          new Outcome(Response.json(AdminView.Moved.failover(now)), true, said + " and stay");
      case FAILBACK ->
          new Outcome(
              Response.json(Status.ACCEPTED_202, AdminView.Moved.failback(now)),
              true,
              said + " until the primary is caught up and has stayed well");
    };
  }

  private Outcome reconnect(ServerRequest request) {
    String venue = request.path().pathParameters().get(VENUE);
    List<ReconnectVenue.Begun> begun = lines.reconnect(venue);
    return begun.isEmpty()
        ? refused(Problem.NO_VENUE.answer(), "refused, the feed does not listen to that venue")
        : new Outcome(
            Response.json(Status.ACCEPTED_202, AdminView.Reconnecting.of(venue, begun)),
            true,
            "begun, for " + begun.size() + " lines to " + venue);
  }

  private static Outcome conflict(String why) {
    return refused(Problem.conflict(why).answer(), "refused, " + why);
  }

  private static Outcome refused(Response answer, String said) {
    return new Outcome(answer, false, said);
  }
}
