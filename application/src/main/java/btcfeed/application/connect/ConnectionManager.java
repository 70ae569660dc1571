package btcfeed.application.connect;

import btcfeed.application.ingest.VenueStats;
import btcfeed.application.operate.ReconnectVenue;
import btcfeed.application.work.Signal;
import btcfeed.application.work.Step;
import btcfeed.domain.health.LineReport;
import btcfeed.domain.line.Backoff;
import btcfeed.domain.line.LineEvent;
import btcfeed.domain.line.LineId;
import btcfeed.domain.line.LineState;
import btcfeed.domain.line.LineTimings;
import btcfeed.domain.line.RetryPolicy;
import btcfeed.domain.port.AcceptTrades;
import btcfeed.domain.port.FeedLog;
import btcfeed.domain.port.FeedLog.FeedEvent;
import btcfeed.domain.port.LinePort;
import btcfeed.domain.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;

/**
 * Keeps one line to a venue connected.
 *
 * <p>It closes a connection that is not confirmed in time, is silent, or has ended. {@link
 * RetryPolicy} decides when it connects again.
 *
 * <p>It replaces a connection without a break: the new connection is open before the old one is
 * closed, and the ingest drops the duplicates. It does so before a planned end, when the connection
 * seems stalled, when the venue refused a part of the subscription, and when an operator asks.
 */
public final class ConnectionManager implements Step {
  private static final String STOPPING = "the service is stopping";
  private static final String REQUESTED = "an operator asked for it";
  private static final long LOOK_EVERY_NANOS = 250_000_000L;

  /** How long the old connection may take to deliver what the new one has not. */
  private static final long OVERLAP_NANOS = Duration.ofSeconds(10).toNanos();

  private final LinePort line;
  private final LineTimings timings;
  private final AcceptTrades ingest;
  private final VenueLines venue;
  private final LineComparison.Line comparison;
  private final Clock clock;
  private final FeedLog log;
  private final RetryPolicy retry;
  private final ConnectionReasons reasons;

  private volatile Optional<Session> current = Optional.empty();
  private volatile Optional<Session> next = Optional.empty();
  private String replacing = "";
  private volatile LineState state;
  private volatile Optional<String> refusal = Optional.empty();
  private volatile boolean stopping;
  private volatile boolean hasFailed;
  private volatile boolean reconnectRequested;
  private Optional<ConnectionManager> first = Optional.empty();
  private volatile Signal self = () -> {};

  /**
   * Nothing is connected before the first step.
   *
   * @param venue shared with the venue's other lines
   * @param random uniform in [0, 1), for the jitter of the back-off
   */
  public ConnectionManager(
      LinePort line,
      LineTimings timings,
      Backoff backoff,
      AcceptTrades ingest,
      VenueLines venue,
      Clock clock,
      DoubleSupplier random,
      FeedLog log) {
    this.line = new GuardedLine(line);
    this.timings = timings;
    this.ingest = ingest;
    this.venue = venue;
    this.comparison = venue.comparison().line(line.id().letter());
    this.clock = clock;
    this.retry =
        new RetryPolicy(
            line.id(), backoff, timings.confirm(), venue.limits(), random, clock.nanos());
    this.reasons = new ConnectionReasons(timings, venue, retry);
    this.log = log;
    enter(new LineState.Waiting(clock.nanos(), "starting"));
  }

  /** Sets the signal for events of the line. Before the first step. */
  public void wakeWith(Signal signal) {
    self = signal;
  }

  /**
   * Lets another line of the venue connect first: this one waits so long, or until that one fails.
   * Before the first step.
   */
  public void follows(ConnectionManager other, Duration wait) {
    first = Optional.of(other);
    retry.postpone(wait, clock.nanos());
    enter(new LineState.Waiting(clock.nanos() + wait.toNanos(), "line " + other.id() + " first"));
  }

  @Override
  public long step() {
    if (stopping) {
      return UNTIL_WOKEN;
    }
    return current.isPresent() ? supervise(current.get()) : connectWhenDue();
  }

  /** Closes every connection and opens no more. Any thread. */
  public void close() {
    stopping = true;
    current.ifPresent(session -> session.close(STOPPING));
    next.ifPresent(session -> session.close(STOPPING));
    enter(new LineState.Waiting(Long.MAX_VALUE, "stopped"));
  }

  /** Replaces the connection, unless a new one is opened anyway. Any thread. */
  ReconnectVenue.Action renew() {
    return switch (state) {
      case LineState.Streaming _ -> {
        reconnectRequested = true;
        self.wake();
        yield ReconnectVenue.Action.REPLACING;
      }
      case LineState.Waiting _, LineState.Opening _, LineState.Subscribing _ ->
          ReconnectVenue.Action.CONNECTING;
    };
  }

  /** Any thread. */
  public LineState state() {
    return state;
  }

  /** What the venue answered if it refused the subscription. Any thread. */
  public Optional<String> refusal() {
    return refusal;
  }

  public VenueStats stats() {
    return venue.stats();
  }

  /** Any thread. */
  public LineId id() {
    return line.id();
  }

  /** Any thread. */
  public LineReport report() {
    return comparison.report(state, clock.nanos());
  }

  private long connectWhenDue() {
    long left = retry.untilDue(venue.coverage().isListening(), clock.nanos());
    boolean firstFailed = first.filter(other -> other.hasFailed).isPresent();
    if (left > 0 && !firstFailed) {
      return Math.min(left, LOOK_EVERY_NANOS);
    }
    long wait = retry.takeAttempt(venue.coverage().isListening(), clock.nanos());
    return wait > 0 ? wait : connect();
  }

  private long connect() {
    first = Optional.empty();
    reconnectRequested = false;
    enter(new LineState.Opening(clock.nanos()));
    current = open(failed -> enterWaiting(retryAfter(failed), failed.detail()));
    if (current.isEmpty()) {
      hasFailed = true;
      return 0;
    }
    if (stopping) {
      current.get().close(STOPPING);
      return UNTIL_WOKEN;
    }
    enter(new LineState.Subscribing(clock.nanos()));
    return supervise(current.get());
  }

  private Optional<Session> open(Consumer<LinePort.Opened.Failed> onFailure) {
    Session session = new Session(ingest, venue, comparison, log, clock, () -> self.wake());
    return switch (line.open(session, timings.open())) {
      case LinePort.Opened.Connected(LinePort.Connection connection) -> {
        session.connected(connection);
        venue.stats().connected();
        yield Optional.of(session);
      }
      case LinePort.Opened.Failed failed -> {
        onFailure.accept(failed);
        yield Optional.empty();
      }
    };
  }

  private RetryPolicy.Wait retryAfter(LinePort.Opened.Failed failed) {
    RetryPolicy.Wait wait = retry.failed(failed.httpStatus(), failed.retryAfter(), clock.nanos());
    Duration now = wait.now(venue.coverage().isListening());
    log.report(new FeedEvent.LineFailed(line.id(), failed.detail(), now));
    return wait;
  }

  private long supervise(Session session) {
    long now = clock.nanos();
    if (session.hasDelivered()) {
      delivered(session, now);
    }
    if (state instanceof LineState.Subscribing && session.confirmed()) {
      enter(new LineState.Streaming(now));
      log.report(new FeedEvent.LineUp(line.id()));
    }
    Optional<String> end = reasons.end(session, now);
    if (end.isPresent()) {
      return end(session, end.get());
    }
    session.coalesceReads(now);
    if (now - session.receivedNanos() > timings.ping().toNanos()) {
      session.ping(now, timings.ping().toNanos());
    }
    if (next.isPresent()) {
      superviseReplacement(session, next.get(), now);
    } else if (retry.untilDue(true, now) <= 0) {
      replaceWhenNeeded(session, now);
    }
    return LOOK_EVERY_NANOS;
  }

  private void delivered(Session session, long now) {
    if (!reconnectRequested && next.isEmpty()) {
      retry.releaseReplacementLease();
    }
    retry.delivered(session.confirmedAfter(), Duration.ofNanos(now - session.sinceNanos));
    if (session.refusal().isEmpty()) {
      retry.granted();
    }
    refusal = session.refusal().map(LineEvent.SubscriptionRefused::detail);
  }

  private long end(Session session, String why) {
    session.close(why);
    retry.releaseReplacementLease();
    if (next.isPresent() && next.get().closed().isEmpty()) {
      promote(next.get(), why);
      return 0;
    }
    next = Optional.empty();
    current = Optional.empty();
    hasFailed = true;
    refusal = session.refusal().map(LineEvent.SubscriptionRefused::detail);
    long now = clock.nanos();
    RetryPolicy.Wait wait =
        session
            .refusal()
            .filter(_ -> !session.confirmed())
            .map(refused -> retry.refused(refused.kind(), now))
            .orElseGet(() -> retry.ended(session.confirmed(), now));
    Duration nextAttemptIn = wait.now(venue.coverage().isListening());
    log.report(new FeedEvent.LineDown(line.id(), why, nextAttemptIn));
    enterWaiting(wait, why);
    return 0;
  }

  /** The new connection takes over once nothing can be missing between the two. */
  private void superviseReplacement(Session session, Session replacement, long now) {
    boolean failed =
        replacement.closed().isPresent()
            || reasons.isUseless(replacement, session, replacing, now)
            || replacement.isRefused(now)
            || reasons.isUnconfirmed(replacement, now);
    if (failed) {
      replacement.close("not confirmed in time");
      next = Optional.empty();
      retry.releaseReplacementLease();
      replacement
          .refusal()
          .ifPresentOrElse(
              refused -> retry.replacementRefused(refused.kind(), replacement.hasDelivered(), now),
              () -> retry.ended(false, now));
    } else if (replacement.confirmed()
        && (replacement.continues(session) || now - replacement.sinceNanos > OVERLAP_NANOS)) {
      session.close("replaced");
      promote(replacement, replacing);
    }
  }

  private void replaceWhenNeeded(Session session, long now) {
    Optional<String> stalled = reasons.stalled(session, now);
    Optional<String> why = whyReplace(session, now).or(() -> stalled);
    if (why.isPresent()) {
      replacing = why.get();
      if (stalled.isPresent()) {
        retry.suspected();
        session.doubt();
      }
      if (retry.takeAttempt(true, now) == 0) {
        next = open(this::replacementFailed);
      }
    }
  }

  private Optional<String> whyReplace(Session session, long now) {
    Optional<String> nearEnd = reasons.nearEnd(session, now);
    if (nearEnd.isEmpty() && reconnectRequested && retry.takeReplacementLease(now)) {
      return Optional.of(REQUESTED);
    }
    return nearEnd.or(() -> reasons.refused(session, now));
  }

  private void replacementFailed(LinePort.Opened.Failed failed) {
    var _ = retryAfter(failed);
    retry.releaseReplacementLease();
  }

  private void promote(Session replacement, String why) {
    current = Optional.of(replacement);
    next = Optional.empty();
    reconnectRequested = false;
    enter(
        replacement.confirmed()
            ? new LineState.Streaming(clock.nanos())
            : new LineState.Subscribing(clock.nanos()));
    log.report(new FeedEvent.LineReplaced(line.id(), why));
  }

  private void enterWaiting(RetryPolicy.Wait wait, String why) {
    enter(new LineState.Waiting(clock.nanos() + wait.besideOther().toNanos(), why));
  }

  private void enter(LineState entered) {
    state = entered;
    comparison.entered(entered, clock.nanos());
  }
}
