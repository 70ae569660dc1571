package btcfeed.application.connect;

import btcfeed.application.ingest.VenueStats;
import btcfeed.application.work.Signal;
import btcfeed.domain.coverage.VenueCoverage;
import btcfeed.domain.line.BadInput;
import btcfeed.domain.line.LineEvent;
import btcfeed.domain.line.Refusal;
import btcfeed.domain.market.Origin;
import btcfeed.domain.market.TradeId;
import btcfeed.domain.port.AcceptTrades;
import btcfeed.domain.port.FeedLog;
import btcfeed.domain.port.FeedLog.FeedEvent;
import btcfeed.domain.port.LinePort;
import btcfeed.domain.sequence.CoverageLoss;
import btcfeed.domain.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The state of one connection, kept up to date by its events.
 *
 * <p>Events arrive on the transport's thread. Trades go straight to the ingest. Everything else is
 * recorded for the connection manager, which is signalled and reads it on its own thread.
 */
final class Session implements Consumer<LineEvent> {
  /** How long messages may gather while another line delivers the same trades. */
  private static final Duration COALESCE = Duration.ofMillis(5);

  /** After the refusal of one market, the answer for another may still arrive. */
  private static final long OTHER_ANSWERS_NANOS = Duration.ofMillis(500).toNanos();

  /** A later error on a confirmed connection is not about the subscription. */
  private static final long LATEST_ANSWER_NANOS = Duration.ofSeconds(10).toNanos();

  private final AcceptTrades ingest;
  private final VenueCoverage.Connection coverage;
  private final VenueStats stats;
  private final LineComparison.Line comparison;
  private final FeedLog log;
  private final Clock clock;
  private final Signal manager;
  final long sinceNanos;

  private long pingedNanos;
  private volatile Optional<LinePort.Connection> connection = Optional.empty();
  private volatile boolean confirmed;
  private volatile long confirmedNanos;
  private volatile boolean delivers;
  private volatile long receivedNanos;
  private volatile Optional<String> closed = Optional.empty();
  private volatile Optional<LineEvent.SubscriptionRefused> refusal = Optional.empty();
  private volatile long refusedNanos;
  private volatile Optional<String> plannedClose = Optional.empty();

  /** The trade of which only the id arrived. Transport thread only. */
  private Optional<CoverageLoss> cutTrade = Optional.empty();

  Session(
      AcceptTrades ingest,
      VenueLines venue,
      LineComparison.Line comparison,
      FeedLog log,
      Clock clock,
      Signal manager) {
    this.ingest = ingest;
    this.stats = venue.stats();
    this.comparison = comparison;
    this.log = log;
    this.clock = clock;
    this.manager = manager;
    this.sinceNanos = clock.nanos();
    this.pingedNanos = sinceNanos;
    this.receivedNanos = sinceNanos;
    this.coverage = venue.coverage().open(sinceNanos);
  }

  void connected(LinePort.Connection made) {
    connection = Optional.of(made);
  }

  @Override
  public void accept(LineEvent event) {
    switch (event) {
      case LineEvent.Trades trades -> accept(trades);
      case LineEvent.Heartbeat _ -> {
        received();
        report(coverage.overdue(receivedNanos));
      }
      case LineEvent.Reached(var market, var id, long receiveTimeUs) -> {
        received();
        if (id instanceof TradeId.Numbered(long number)) {
          report(coverage.announced(market, number, receiveTimeUs, receivedNanos));
        }
      }
      case LineEvent.Confirmed _ -> {
        received();
        confirm();
      }
      case LineEvent.SubscriptionRefused refused -> {
        received();
        if (!confirmed || receivedNanos - sinceNanos <= LATEST_ANSWER_NANOS) {
          refuse(refused);
          manager.wake();
        } else {
          reject(BadInput.UNKNOWN_MESSAGE, refused.detail(), 1);
        }
      }
      case LineEvent.PlannedClose(String detail, _) -> {
        received();
        plannedClose = Optional.of(detail);
        manager.wake();
      }
      case LineEvent.Bad(var reason, String sample, _, int count) -> {
        received();
        if (reason.mayHideTrades()) {
          doubt();
        }
        reject(reason, sample, count);
      }
      case LineEvent.Cut cut -> accept(cut);
      case LineEvent.Closed(String detail) -> {
        report(coverage.ended(cutTrade));
        closed = Optional.of(detail);
        manager.wake();
      }
    }
  }

  private void accept(LineEvent.Trades event) {
    long nanos = event.receiveNanos();
    receivedNanos = nanos;
    report(coverage.received(event.trades(), event.receiveTimeUs(), nanos));
    stats.traded(event.trades().size(), nanos);
    comparison.received(event.trades(), nanos);
    delivers();
    ingest.accept(event.trades(), Origin.LIVE, event.receiveTimeUs(), nanos);
  }

  private void accept(LineEvent.Cut cut) {
    long nanos = cut.receiveNanos();
    stats.received(nanos);
    if (!cut.trades().isEmpty()) {
      stats.traded(cut.trades().size(), nanos);
      coverage.recovered(cut.trades(), cut.receiveTimeUs(), nanos);
      delivers();
      comparison.received(cut.trades(), nanos);
      ingest.accept(cut.trades(), Origin.RECOVERED, cut.receiveTimeUs(), nanos);
    }
    cutTrade =
        cut.missed()
            .map(
                trade ->
                    new CoverageLoss.AnnouncedButMissing(
                        trade.market(), trade.id(), cut.receiveTimeUs()));
  }

  /** Pings the venue, at most once in {@code everyNanos}. Manager thread only. */
  void ping(long now, long everyNanos) {
    if (now - pingedNanos >= everyNanos) {
      pingedNanos = now;
      connection.ifPresent(LinePort.Connection::ping);
    }
  }

  /** Lets messages gather while another line delivers the same trades. Manager thread only. */
  void coalesceReads(long now) {
    Duration gather = comparison.isRedundant(now) ? COALESCE : Duration.ZERO;
    connection.ifPresent(open -> open.gather(gather));
  }

  void close(String why) {
    connection.ifPresent(open -> open.close(why));
    report(coverage.ended(Optional.empty()));
  }

  /** Trades after the last one may be missing, until a later trade arrives. */
  void doubt() {
    coverage.doubt(clock.nanos());
  }

  boolean confirmed() {
    return confirmed;
  }

  /** How long the confirmation took; only once {@link #confirmed}. */
  Duration confirmedAfter() {
    return Duration.ofNanos(confirmedNanos - sinceNanos);
  }

  /** True once a trade arrived: only then the connection counts as a success. */
  boolean hasDelivered() {
    return delivers;
  }

  long receivedNanos() {
    return receivedNanos;
  }

  /** Since when it has delivered no trade, and the venue has not announced that there is none. */
  long silentSince() {
    return coverage.silentSince();
  }

  /** True if nothing lies between what both received. */
  boolean continues(Session before) {
    return coverage.continues(before.coverage);
  }

  Optional<String> closed() {
    return closed;
  }

  /** What the venue refused; of several refusals one that may pass, if there is one. */
  Optional<LineEvent.SubscriptionRefused> refusal() {
    return refusal;
  }

  /** True if the venue refused the subscription and has granted no part of it. */
  boolean isRefused(long now) {
    return refusal.isPresent() && !confirmed && now - refusedNanos > OTHER_ANSWERS_NANOS;
  }

  /** The refusal as text for people. */
  Optional<String> refusalText() {
    return refusal.map(
        refused ->
            switch (refused.kind()) {
              case PASSING -> "the venue refused the subscription: " + refused.detail();
              case LASTING ->
                  "the venue refused the subscription, and will until FEED_SYMBOLS or the venue"
                      + " changes: "
                      + refused.detail();
            });
  }

  /** When the venue refused the subscription, if it did. */
  long refusedNanos() {
    return refusedNanos;
  }

  /** Why the venue will close the connection soon. */
  Optional<String> plannedClose() {
    return plannedClose;
  }

  private void refuse(LineEvent.SubscriptionRefused refused) {
    if (refusal.isEmpty()) {
      refusedNanos = receivedNanos;
    }
    if (refusal.isEmpty() || refused.kind() == Refusal.PASSING) {
      refusal = Optional.of(refused);
    }
    if (refusal.get().kind() == Refusal.PASSING) {
      coverage.partial(clock.nanos());
    }
  }

  private void reject(BadInput reason, String sample, int count) {
    stats.refused(reason, count);
    log.report(new FeedEvent.InputRefused(stats.venue(), reason, sample));
  }

  private void report(List<CoverageLoss> losses) {
    for (CoverageLoss loss : losses) {
      if (loss instanceof CoverageLoss.Disconnected) {
        stats.interrupted();
      }
      ingest.coverageLost(loss);
    }
  }

  private void received() {
    receivedNanos = clock.nanos();
    stats.received(receivedNanos);
  }

  private void delivers() {
    if (!delivers) {
      delivers = true;
      confirm();
    }
  }

  private void confirm() {
    if (!confirmed) {
      confirmedNanos = clock.nanos();
      confirmed = true;
      coverage.confirmed();
      manager.wake();
    }
  }
}
