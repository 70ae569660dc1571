package btcfeed.application.connect;

import btcfeed.application.ingest.VenueStats;
import btcfeed.application.work.Signal;
import btcfeed.domain.line.BadInput;
import btcfeed.domain.line.LineEvent;
import btcfeed.domain.line.Refusal;
import btcfeed.domain.market.Origin;
import btcfeed.domain.market.Trade;
import btcfeed.domain.market.TradeId;
import btcfeed.domain.port.AcceptTrades;
import btcfeed.domain.port.FeedLog;
import btcfeed.domain.port.FeedLog.FeedEvent;
import btcfeed.domain.port.LinePort;
import btcfeed.domain.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One connection's life as its events tell it. Events come on the transport's thread; trades go
 * straight on to the ingest, everything else is noted for the keeper, who is woken.
 *
 * <p>After a message that could not be read, or did not come, nobody knows what was in it. So from
 * the last trade before it to the first one {@link #DOUBT_NANOS} after, the connection has not
 * heard what was traded. The same of one whose silence was suspicious and is over.
 */
final class Session implements Consumer<LineEvent> {
  private static final long DOUBT_NANOS = Duration.ofSeconds(1).toNanos();
  private static final Duration LEISURE = Duration.ofMillis(5);
  private static final long NO_DOUBT = Long.MIN_VALUE;

  // Where one market is refused, the answer to another may still be on its way.
  private static final long ANSWERS_NANOS = Duration.ofMillis(500).toNanos();

  // An error on a connection that has been confirmed for longer answers something else.
  private static final long LONGEST_ANSWER_NANOS = Duration.ofSeconds(10).toNanos();

  private final AcceptTrades trades;
  private final AnnouncedHeads claims;
  private final Coverage coverage;
  private final TradeTimes times;
  private final VenueStats stats;
  private final LineComparison.Lane lane;
  private final FeedLog log;
  private final Clock clock;
  private final Signal keeper;
  final long sinceNanos;

  private long pingedNanos;
  private volatile Optional<LinePort.Connection> connection = Optional.empty();
  private volatile boolean confirmed;
  private volatile long confirmedNanos;
  private volatile boolean fed;
  private volatile long heardNanos;
  private volatile long tradeNanos;
  private volatile long firstUs = Long.MAX_VALUE;
  private volatile long lastUs = Long.MIN_VALUE;
  private volatile long doubtSinceUs = NO_DOUBT;
  private volatile long doubtNanos;
  private volatile Optional<String> closed = Optional.empty();
  private volatile Optional<LineEvent.SubscriptionRefused> refusal = Optional.empty();
  private volatile long refusedNanos;
  private volatile Optional<String> leaving = Optional.empty();

  // On the transport's thread only.
  private Optional<LineEvent.Cut.Name> cutTrade = Optional.empty();
  private long cutTimeUs;

  Session(
      AcceptTrades trades,
      VenueLines venue,
      LineComparison.Lane lane,
      FeedLog log,
      Clock clock,
      Signal keeper) {
    this.trades = trades;
    this.coverage = venue.coverage();
    this.times = venue.times();
    this.stats = venue.stats();
    this.lane = lane;
    this.log = log;
    this.clock = clock;
    this.keeper = keeper;
    this.sinceNanos = clock.nanos();
    this.pingedNanos = sinceNanos;
    this.heardNanos = sinceNanos;
    this.tradeNanos = sinceNanos;
    this.claims = new AnnouncedHeads(trades, venue.newest(), sinceNanos);
  }

  void connected(LinePort.Connection made) {
    connection = Optional.of(made);
  }

  @Override
  public void accept(LineEvent event) {
    switch (event) {
      case LineEvent.Trades(var some, long receiveTimeUs, long receiveNanos) -> {
        heardNanos = receiveNanos;
        tradeNanos = receiveNanos;
        if (doubting() && !lacks() && receiveNanos - doubtNanos >= DOUBT_NANOS) {
          times.first(some, receiveTimeUs, receiveNanos).ifPresent(this::endDoubt);
        }
        heard(some, receiveTimeUs, receiveNanos);
        stats.traded(some.size(), receiveNanos);
        lane.heard(some, receiveNanos);
        if (!fed) {
          fed = true;
          confirm();
          if (lacks()) {
            doubt();
          }
        }
        trades.accept(some, Origin.LIVE, receiveTimeUs, receiveNanos);
      }
      case LineEvent.Heartbeat _ -> {
        heard();
        claims.tellOld(heardNanos);
      }
      case LineEvent.Reached(var market, var id, long receiveTimeUs) -> {
        heard();
        if (id instanceof TradeId.Numbered(long number)) {
          claims.reached(market, number, receiveTimeUs, heardNanos);
        }
      }
      case LineEvent.Confirmed _ -> {
        heard();
        confirm();
      }
      case LineEvent.SubscriptionRefused refused -> {
        heard();
        if (isAnswer()) {
          refused(refused);
          keeper.wake();
        } else {
          stats.refused(BadInput.UNKNOWN_MESSAGE);
          log.report(
              new FeedEvent.InputRefused(
                  stats.venue(), BadInput.UNKNOWN_MESSAGE, refused.detail()));
        }
      }
      case LineEvent.PlannedClose(String detail, _) -> {
        heard();
        leaving = Optional.of(detail);
        keeper.wake();
      }
      case LineEvent.Bad(var reason, String sample, _, int count) -> {
        heard();
        stats.refused(reason, count);
        if (reason.mayHideTrades()) {
          doubt();
        }
        log.report(new FeedEvent.InputRefused(stats.venue(), reason, sample));
      }
      case LineEvent.Cut cut -> {
        stats.heard(cut.receiveNanos());
        if (!cut.trades().isEmpty()) {
          stats.traded(cut.trades().size(), cut.receiveNanos());
          heard(cut.trades(), cut.receiveTimeUs(), cut.receiveNanos());
          // As much a sign that it listens, and that it listens no longer when it ends now.
          fed = true;
          confirm();
          lane.heard(cut.trades(), cut.receiveNanos());
          trades.accept(cut.trades(), Origin.RECOVERED, cut.receiveTimeUs(), cut.receiveNanos());
        }
        cutTrade = cut.missed();
        cutTimeUs = cut.receiveTimeUs();
      }
      case LineEvent.Closed(String detail) -> {
        endDoubt(lastUs);
        if (coverage.ended(this)) {
          cutTrade.ifPresent(name -> trades.missed(name.market(), name.id(), cutTimeUs));
        }
        closed = Optional.of(detail);
        keeper.wake();
      }
    }
  }

  /** Asks for a sign of life, at most once in {@code everyNanos}. Keeper thread only. */
  void ping(long now, long everyNanos) {
    if (now - pingedNanos >= everyNanos) {
      pingedNanos = now;
      connection.ifPresent(LinePort.Connection::ping);
    }
  }

  /** At leisure while another line brings the same, at once while none does. Keeper thread only. */
  void pace(long now) {
    Duration gather = lane.spare(now) ? LEISURE : Duration.ZERO;
    connection.ifPresent(open -> open.gather(gather));
  }

  void close(String why) {
    connection.ifPresent(open -> open.close(why));
    endDoubt(lastUs);
    var _ = coverage.ended(this);
  }

  boolean confirmed() {
    return confirmed;
  }

  /** How long it took until it was {@link #confirmed}; once it is. */
  Duration answer() {
    return Duration.ofNanos(confirmedNanos - sinceNanos);
  }

  /** True once a trade came: only then does a connection count as a success. */
  boolean fed() {
    return fed;
  }

  long heardNanos() {
    return heardNanos;
  }

  long tradeNanos() {
    return tradeNanos;
  }

  /** Since when it has brought nothing, and the venue has not said that there was nothing. */
  long silentNanos() {
    return claims.silentSince(tradeNanos);
  }

  /** True while it is not sure that it hears everything. */
  boolean doubting() {
    return doubtSinceUs != NO_DOUBT;
  }

  /** True once it brought a trade whose time can be believed: only then it has heard any time. */
  boolean timed() {
    return firstUs != Long.MAX_VALUE;
  }

  /**
   * The venue's time of the first trade it brought, Unix microseconds; once it is {@link #timed}.
   */
  long firstUs() {
    return firstUs;
  }

  /** The same of the last. */
  long lastUs() {
    return lastUs;
  }

  Optional<String> closed() {
    return closed;
  }

  /** What the venue refused; of several refusals the one to ask again about, if there is one. */
  Optional<LineEvent.SubscriptionRefused> refusal() {
    return refusal;
  }

  /** True if the venue refused it, and nothing of what it was asked for is granted by now. */
  boolean refused(long now) {
    return refusal.isPresent() && !confirmed && now - refusedNanos > ANSWERS_NANOS;
  }

  /** The same, for people. */
  Optional<String> lack() {
    return refusal.map(
        said ->
            switch (said.kind()) {
              case PASSING -> "the venue refused the subscription: " + said.detail();
              case LASTING ->
                  "the venue refused the subscription, and will until FEED_SYMBOLS or the venue"
                      + " changes: "
                      + said.detail();
            });
  }

  /** When it was refused, if it was. */
  long refusedNanos() {
    return refusedNanos;
  }

  /** True if there is something to hear that it was refused: what is traded there, nobody knows. */
  private boolean lacks() {
    return refusal.isPresent() && refusal.get().kind() == Refusal.PASSING;
  }

  /** Why the venue will close it soon. */
  Optional<String> leaving() {
    return leaving;
  }

  private void refused(LineEvent.SubscriptionRefused again) {
    if (refusal.isEmpty()) {
      refusedNanos = heardNanos;
    }
    if (refusal.isEmpty() || again.kind() == Refusal.PASSING) {
      refusal = Optional.of(again);
    }
    if (lacks()) {
      doubt();
    }
  }

  /** Only times that can be believed count as heard. */
  private void heard(List<Trade> some, long receiveTimeUs, long receiveNanos) {
    long first = timed() ? firstUs : times.first(some, receiveTimeUs, receiveNanos).orElse(firstUs);
    lastUs = Math.max(lastUs, times.last(some, receiveTimeUs, receiveNanos).orElse(lastUs));
    firstUs = first; // Last: it makes the connection timed.
    claims.heard(some.getLast());
  }

  /**
   * True if an error may still be the answer to a subscription: later, it is about other things.
   */
  private boolean isAnswer() {
    return !confirmed || heardNanos - sinceNanos <= LONGEST_ANSWER_NANOS;
  }

  /**
   * From its last trade on it may not have heard what was traded; until it brings another one, some
   * time from now.
   */
  void doubt() {
    if (lastUs == Long.MIN_VALUE) {
      return;
    }
    if (!doubting()) {
      doubtSinceUs = lastUs - 1;
    }
    doubtNanos = clock.nanos();
  }

  private void endDoubt(long untilUs) {
    if (doubting()) {
      long sinceUs = doubtSinceUs;
      doubtSinceUs = NO_DOUBT;
      coverage.doubted(this, sinceUs, Math.max(sinceUs + 1, untilUs));
    }
  }

  private void heard() {
    long now = clock.nanos();
    heardNanos = now;
    stats.heard(now);
  }

  private void confirm() {
    if (!confirmed) {
      confirmedNanos = clock.nanos();
      confirmed = true;
      coverage.began(this);
      keeper.wake();
    }
  }
}
