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
import btcfeed.domain.port.AcceptTrades;
import btcfeed.domain.port.FeedLog;
import btcfeed.domain.port.FeedLog.FeedEvent;
import btcfeed.domain.port.LinePort;
import btcfeed.domain.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/**
 * Keeps one line to a venue open.
 *
 * <p>Gives up a connection that is not confirmed in time, that is silent, or that ended. Waits
 * before the next attempt, longer each time until data flowed again, and at least as long as the
 * venue asked for. Replaces a connection that is about to end (the venue said so, or it is old) by
 * opening the next one first: for a moment both bring the same trades, which the ingest sorts out.
 *
 * <p>One that lives and brings no trades, while its venue or others trade, is replaced the same
 * way, so that a quiet market loses nothing by the suspicion; each time in vain it waits twice as
 * long before the next. The same way again when an operator asks for it, but one line of a venue
 * after the other.
 */
public final class ConnectionManager implements Step {
  private static final String STOPPING = "the service is stopping";
  private static final String ASKED = "an operator asked for it";
  private static final long LOOK_EVERY_NANOS = 250_000_000L;

  /** How long the old connection is kept until it has brought what the next one has not. */
  private static final long OVERLAP_NANOS = Duration.ofSeconds(10).toNanos();

  private final LinePort line;
  private final LineTimings timings;
  private final AcceptTrades trades;
  private final VenueLines venue;
  private final LineComparison.Lane lane;
  private final Clock clock;
  private final FeedLog log;
  private final RetryPolicy patience;
  private final ReplaceReasons reasons;

  private volatile Optional<Session> current = Optional.empty();
  private volatile Optional<Session> next = Optional.empty();
  private long nextTryNanos;

  /** When it tries again although its time is not over, if no line of the venue listens. */
  private long aloneNanos;

  private String replacing = "";
  private volatile LineState state;
  private volatile Optional<String> refusal = Optional.empty();
  private volatile boolean stopping;
  private volatile boolean failedOnce;
  private volatile boolean renewing;
  private Optional<ConnectionManager> ahead = Optional.empty();
  private volatile Signal self = () -> {};

  /**
   * Makes a keeper; nothing is connected before its first step.
   *
   * @param venue what it shares with the venue's other lines
   * @param random uniform in [0, 1), for the jitter of the back-off
   */
  public ConnectionManager(
      LinePort line,
      LineTimings timings,
      Backoff backoff,
      AcceptTrades trades,
      VenueLines venue,
      Clock clock,
      DoubleSupplier random,
      FeedLog log) {
    this.line = new GuardedLine(line);
    this.timings = timings;
    this.trades = trades;
    this.venue = venue;
    this.lane = venue.race().lane(line.id().letter());
    this.clock = clock;
    this.patience = new RetryPolicy(backoff, timings.confirm(), random);
    this.reasons = new ReplaceReasons(timings, venue);
    this.log = log;
    enter(new LineState.Waiting(clock.nanos(), "starting"));
    this.aloneNanos = clock.nanos();
  }

  /** Says whom to wake when something happened on the line. Before the first step. */
  public void wakes(Signal waker) {
    self = waker;
  }

  /**
   * Lets another line to the venue go first: waits so long, unless that one fails. Before the first
   * step.
   */
  public void follows(ConnectionManager first, Duration wait) {
    ahead = Optional.of(first);
    enter(new LineState.Waiting(clock.nanos() + wait.toNanos(), "line " + first.id() + " first"));
    aloneNanos = clock.nanos() + wait.toNanos();
  }

  @Override
  public long step() {
    if (stopping) {
      return UNTIL_WOKEN;
    }
    return switch (state) {
      case LineState.Waiting(long until, _) -> {
        long left = until - clock.nanos();
        if (left > 0 && ahead.isPresent()) {
          yield ahead.get().failedOnce ? open() : Math.min(left, LOOK_EVERY_NANOS);
        }
        yield left > 0 && !isNeeded() ? untilNeeded(left) : open();
      }
      case LineState.Opening _, LineState.Subscribing _, LineState.Streaming _ -> watch();
    };
  }

  /** Closes whatever is open and opens nothing more. Any thread. */
  public void close() {
    stopping = true;
    current.ifPresent(session -> session.close(STOPPING));
    next.ifPresent(session -> session.close(STOPPING));
    enter(new LineState.Waiting(Long.MAX_VALUE, "stopped"));
  }

  /**
   * Asks for a fresh connection in place of the one that streams, and is content with any that is
   * opened from here on. Any thread.
   */
  ReconnectVenue.Doing renew() {
    return switch (state) {
      case LineState.Streaming _ -> {
        renewing = true;
        self.wake();
        yield ReconnectVenue.Doing.REPLACING;
      }
      case LineState.Waiting _, LineState.Opening _, LineState.Subscribing _ ->
          ReconnectVenue.Doing.CONNECTING;
    };
  }

  /** Where the line stands. Any thread. */
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

  /** Which line it is. Any thread. */
  public LineId id() {
    return line.id();
  }

  /** What is known of the line. Any thread. */
  public LineReport report() {
    return lane.report(state, clock.nanos());
  }

  /** True if it has waited long enough for a line that is the only one. */
  private boolean isNeeded() {
    return aloneNanos - clock.nanos() <= 0 && !venue.coverage().isListening();
  }

  private long untilNeeded(long left) {
    long alone = aloneNanos - clock.nanos();
    return alone > 0 ? Math.min(left, alone) : Math.min(left, LOOK_EVERY_NANOS);
  }

  private long open() {
    long wait = venue.budget().take(venue.coverage().isListening());
    if (wait > 0) {
      return wait;
    }
    ahead = Optional.empty();
    renewing = false;
    enter(new LineState.Opening(clock.nanos()));
    Session session = session();
    return switch (line.open(session, timings.open())) {
      case LinePort.Opened.Connected(LinePort.Connection connection) -> {
        session.connected(connection);
        venue.stats().connected();
        current = Optional.of(session);
        if (stopping) {
          session.close(STOPPING);
          yield UNTIL_WOKEN;
        }
        enter(new LineState.Subscribing(clock.nanos()));
        yield watch();
      }
      case LinePort.Opened.Failed(var status, var retryAfter, String detail) -> {
        failedOnce = true;
        RetryPolicy.Pause pause = patience.afterFailure(status, retryAfter);
        log.report(new FeedEvent.LineFailed(line.id(), detail, now(pause)));
        yield waitFor(pause, detail);
      }
    };
  }

  private long watch() {
    Session session = current.orElseThrow();
    long now = clock.nanos();
    if (session.fed()) {
      if (!renewing && next.isEmpty()) {
        venue.turn().give(line.id());
      }
      patience.flowed(session.answer(), Duration.ofNanos(now - session.sinceNanos));
      if (session.refusal().isEmpty()) {
        patience.granted();
      }
      refusal = session.refusal().map(LineEvent.SubscriptionRefused::detail);
      reasons.flowed();
    }
    if (state instanceof LineState.Subscribing && session.confirmed()) {
      enter(new LineState.Streaming(now));
      log.report(new FeedEvent.LineUp(line.id()));
    }
    Optional<String> end = whyEnd(session, now);
    if (end.isPresent()) {
      return end(session, end.get());
    }
    session.pace(now);
    if (now - session.heardNanos() > timings.ping().toNanos()) {
      session.ping(now, timings.ping().toNanos());
    }
    replaceWhenDue(session, now);
    return LOOK_EVERY_NANOS;
  }

  private Optional<String> whyEnd(Session session, long now) {
    if (session.closed().isPresent()) {
      return session.closed();
    }
    if (session.refused(now)) {
      return session.lack();
    }
    if (late(session, now)) {
      patience.unconfirmed();
      return Optional.of(
          "the subscription was not confirmed for " + text(now - session.sinceNanos));
    }
    if (now - session.heardNanos() > timings.silence().toNanos()) {
      return Optional.of("nothing came for " + text(timings.silence().toNanos()));
    }
    return Optional.empty();
  }

  private boolean late(Session session, long now) {
    return !session.confirmed() && now - session.sinceNanos > patience.confirmation().toNanos();
  }

  private long end(Session session, String why) {
    session.close(why);
    venue.turn().give(line.id());
    if (next.isPresent() && next.get().closed().isEmpty()) {
      promote(why);
      return 0;
    }
    next = Optional.empty();
    current = Optional.empty();
    failedOnce = true;
    refusal = session.refusal().map(LineEvent.SubscriptionRefused::detail);
    RetryPolicy.Pause pause =
        session
            .refusal()
            .filter(_ -> !session.confirmed())
            .map(said -> venue.sleepers().sleep(line.id(), patience.after(said), clock.nanos()))
            .map(RetryPolicy.Pause::of)
            .orElseGet(() -> patience.afterEnd(session.confirmed()));
    log.report(new FeedEvent.LineDown(line.id(), why, now(pause)));
    return waitFor(pause, why);
  }

  /**
   * The next connection takes over from one that is about to end as soon as nothing can be missing
   * between them; or when the old one, which may be silent, has had its time.
   */
  private void replaceWhenDue(Session session, long now) {
    if (next.isPresent()) {
      Session coming = next.get();
      if (coming.closed().isPresent()
          || reasons.isVain(coming, session, replacing, now)
          || coming.refused(now)
          || late(coming, now)) {
        coming.close("not confirmed in time");
        next = Optional.empty();
        venue.turn().give(line.id());
        Duration wait =
            coming.refusal().isPresent()
                ? patience.afterVain(coming.refusal().get(), coming.fed())
                : patience.afterEnd(false).beside();
        nextTryNanos = now + wait.toNanos();
      } else if (coming.confirmed()
          && (Coverage.follows(coming, session) || now - coming.sinceNanos > OVERLAP_NANOS)) {
        session.close("replaced");
        promote(replacing);
      }
      return;
    }
    if (now < nextTryNanos) {
      return;
    }
    Optional<String> suspicion = reasons.suspicion(session, now);
    Optional<String> due = whyReplace(session, now).or(() -> suspicion);
    if (due.isPresent()) {
      replacing = due.get();
      if (suspicion.isPresent()) {
        reasons.suspected();
        session.doubt();
      }
      openNext(now);
    }
  }

  private Optional<String> whyReplace(Session session, long now) {
    Optional<String> leave = reasons.leave(session, now);
    if (leave.isEmpty() && renewing && venue.turn().take(line.id(), now)) {
      return Optional.of(ASKED);
    }
    return leave.or(() -> reasons.refused(session, now));
  }

  private void openNext(long now) {
    long later = venue.budget().take(true);
    if (later > 0) {
      nextTryNanos = now + later;
      return;
    }
    Session session = session();
    switch (line.open(session, timings.open())) {
      case LinePort.Opened.Connected(LinePort.Connection connection) -> {
        session.connected(connection);
        venue.stats().connected();
        next = Optional.of(session);
      }
      case LinePort.Opened.Failed(_, var retryAfter, String detail) -> {
        Duration wait = patience.afterFailure(Optional.empty(), retryAfter).beside();
        nextTryNanos = now + wait.toNanos();
        venue.turn().give(line.id());
        log.report(new FeedEvent.LineFailed(line.id(), detail, wait));
      }
    }
  }

  private void promote(String why) {
    Session coming = next.orElseThrow();
    current = next;
    next = Optional.empty();
    renewing = false;
    enter(
        coming.confirmed()
            ? new LineState.Streaming(clock.nanos())
            : new LineState.Subscribing(clock.nanos()));
    log.report(new FeedEvent.LineReplaced(line.id(), why));
  }

  private void enter(LineState next) {
    state = next;
    lane.entered(next, clock.nanos());
  }

  private Session session() {
    return new Session(trades, venue, lane, log, clock, () -> self.wake());
  }

  private long waitFor(RetryPolicy.Pause pause, String why) {
    long now = clock.nanos();
    aloneNanos = now + pause.alone().toNanos();
    enter(new LineState.Waiting(now + pause.beside().toNanos(), why));
    return Math.min(pause.alone().toNanos(), pause.beside().toNanos());
  }

  private Duration now(RetryPolicy.Pause pause) {
    return venue.coverage().isListening() ? pause.beside() : pause.alone();
  }

  static String text(long nanos) {
    long millis = Duration.ofNanos(nanos).toMillis();
    return millis < 1000 ? millis + " ms" : millis / 1000.0 + " s";
  }
}
