package btcfeed.application.ingest;

import btcfeed.domain.health.BackfillReport;
import btcfeed.domain.health.LineReport;
import btcfeed.domain.health.VenueReport;
import btcfeed.domain.line.BadInput;
import btcfeed.domain.line.LineState;
import btcfeed.domain.line.SilenceThreshold;
import btcfeed.domain.market.Venue;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/**
 * What is counted of one venue. Written by its lines and by the ingest, read by anyone.
 *
 * <p>Moments are monotonic nanoseconds.
 */
public final class VenueStats {
  private static final long NEVER = Long.MIN_VALUE;

  private final LongAdder messages = new LongAdder();
  private final LongAdder trades = new LongAdder();
  private final LongAdder ticks = new LongAdder();
  private final LongAdder duplicates = new LongAdder();
  private final LongAdder backfilled = new LongAdder();
  private final LongAdder gapsSeen = new LongAdder();
  private final LongAdder connections = new LongAdder();
  private volatile long heardNanos = NEVER;
  private volatile long tradeNanos = NEVER;
  private volatile long tickNanos = NEVER;
  private volatile long gapsOpen;
  private final LongAdder historyRequests = new LongAdder();
  private final LongAdder historyRefusals = new LongAdder();
  private final LongAdder historyRejectedRows = new LongAdder();
  private volatile Seeking seeking = new Seeking(0, Optional.empty());

  private record Seeking(int gaps, Optional<Long> oldestNanos) {}

  private final Venue venue;
  private final SilenceThreshold pace = new SilenceThreshold();
  private final Map<BadInput, LongAdder> refused = new EnumMap<>(BadInput.class);

  public VenueStats(Venue venue) {
    this.venue = venue;
    for (BadInput reason : BadInput.values()) {
      refused.put(reason, new LongAdder());
    }
  }

  public Venue venue() {
    return venue;
  }

  /** A connection was made. */
  public void connected() {
    connections.increment();
  }

  /** Anything came. */
  public void heard(long nanos) {
    heardNanos = nanos;
  }

  /** A message with trades came. */
  public void traded(int count, long nanos) {
    messages.increment();
    trades.add(count);
    heardNanos = nanos;
    tradeNanos = nanos;
    synchronized (pace) {
      pace.traded(nanos);
    }
  }

  /** Nobody listens until the next trade. */
  public void interrupted() {
    synchronized (pace) {
      pace.interrupted();
    }
  }

  /** How long it is usually silent, at most. */
  public Duration patience() {
    synchronized (pace) {
      return pace.patience();
    }
  }

  /** True if it trades: the last trade is no longer ago than is usual. */
  public boolean trades(long now) {
    return tradeNanos != NEVER && now - tradeNanos <= patience().toNanos();
  }

  /** A trade was accepted. */
  public void accepted(long receivedNanos) {
    ticks.increment();
    tickNanos = receivedNanos;
  }

  /** A trade was accepted that had to be asked for. */
  public void filled() {
    ticks.increment();
    backfilled.increment();
  }

  /** A trade was dropped because it is known. */
  public void repeated() {
    duplicates.increment();
  }

  /** A gap opened, and this many are open in all. */
  public void gaps(long open, boolean another) {
    gapsOpen = open;
    if (another) {
      gapsSeen.increment();
    }
  }

  /** The venue's history was asked. */
  public void historyAsked() {
    historyRequests.increment();
  }

  /** The venue's history gave no page. */
  public void historyRefused() {
    historyRefusals.increment();
  }

  /** So many rows of a page were no trades. */
  public void historyRejected(int rows) {
    historyRejectedRows.add(rows);
  }

  /** The back-fill seeks so many gaps, the oldest of them known since then. */
  public void seeking(int gaps, Optional<Long> oldestNanos) {
    seeking = new Seeking(gaps, oldestNanos);
  }

  /** Something was refused. */
  public void refused(BadInput reason) {
    refused(reason, 1);
  }

  /** So many things were refused for one reason. */
  public void refused(BadInput reason, int times) {
    count(reason).add(times);
  }

  /**
   * Everything counted, at the monotonic time {@code now}.
   *
   * @param lines of each of them: so many connections there are meant to be
   */
  public VenueReport report(
      LineState best, Optional<String> refusal, List<LineReport> lines, long now) {
    return new VenueReport(
        venue,
        best,
        refusal,
        age(heardNanos, now),
        age(tradeNanos, now),
        age(tickNanos, now),
        patience(),
        messages.sum(),
        trades.sum(),
        ticks.sum(),
        duplicates.sum(),
        backfilled.sum(),
        gapsOpen,
        gapsSeen.sum(),
        Math.max(0, connections.sum() - lines.size()),
        refusedSoFar(),
        backfill(now),
        lines);
  }

  private BackfillReport backfill(long now) {
    Seeking latest = seeking;
    return new BackfillReport(
        latest.gaps,
        latest.oldestNanos.map(since -> Duration.ofNanos(Math.max(0, now - since))),
        historyRequests.sum(),
        historyRefusals.sum(),
        historyRejectedRows.sum());
  }

  private static Optional<Duration> age(long at, long now) {
    return at == NEVER ? Optional.empty() : Optional.of(Duration.ofNanos(Math.max(0, now - at)));
  }

  private Map<BadInput, Long> refusedSoFar() {
    Map<BadInput, Long> met = new EnumMap<>(BadInput.class);
    refused.forEach(
        (reason, count) -> {
          if (count.sum() > 0) {
            met.put(reason, count.sum());
          }
        });
    return met;
  }

  private LongAdder count(BadInput reason) {
    LongAdder count = refused.get(reason);
    if (count == null) {
      throw new IllegalStateException("every reason has a counter: " + reason);
    }
    return count;
  }
}
