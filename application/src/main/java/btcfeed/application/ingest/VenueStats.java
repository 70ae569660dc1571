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
 * What is counted about one venue. Written by its lines and by the ingest, read by any thread.
 * Moments are monotonic nanoseconds.
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
  private volatile long receivedNanos = NEVER;
  private volatile long tradeNanos = NEVER;
  private volatile long tickNanos = NEVER;
  private volatile long gapsOpen;
  private final LongAdder historyRequests = new LongAdder();
  private final LongAdder historyRefusals = new LongAdder();
  private final LongAdder historyRejectedRows = new LongAdder();
  private volatile Searching searching = new Searching(0, Optional.empty());

  private record Searching(int gaps, Optional<Long> oldestNanos) {}

  private final Venue venue;
  private final SilenceThreshold silence = new SilenceThreshold();
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

  public void connected() {
    connections.increment();
  }

  /** Any message arrived. */
  public void received(long nanos) {
    receivedNanos = nanos;
  }

  /** A message with trades arrived. */
  public void traded(int count, long nanos) {
    messages.increment();
    trades.add(count);
    receivedNanos = nanos;
    tradeNanos = nanos;
    synchronized (silence) {
      silence.traded(nanos);
    }
  }

  /** No line is connected until the next trade. */
  public void interrupted() {
    synchronized (silence) {
      silence.interrupted();
    }
  }

  /** The longest usual silence. */
  public Duration usualSilence() {
    synchronized (silence) {
      return silence.threshold();
    }
  }

  /** True if the last trade is not longer ago than usual. */
  public boolean trades(long now) {
    return tradeNanos != NEVER && now - tradeNanos <= usualSilence().toNanos();
  }

  public void accepted(long nanos) {
    ticks.increment();
    tickNanos = nanos;
  }

  /** A back-filled trade was accepted. */
  public void filled() {
    ticks.increment();
    backfilled.increment();
  }

  /** A duplicate was dropped. */
  public void repeated() {
    duplicates.increment();
  }

  /** This many gaps are open; {@code another} if one of them is new. */
  public void gaps(long open, boolean another) {
    gapsOpen = open;
    if (another) {
      gapsSeen.increment();
    }
  }

  public void historyAsked() {
    historyRequests.increment();
  }

  /** The history returned no page. */
  public void historyRefused() {
    historyRefusals.increment();
  }

  /** This many rows of a page were not trades. */
  public void historyRejected(int rows) {
    historyRejectedRows.add(rows);
  }

  /** The back-fill searches for this many gaps; the oldest is known since then. */
  public void searching(int gaps, Optional<Long> oldestNanos) {
    searching = new Searching(gaps, oldestNanos);
  }

  public void refused(BadInput reason) {
    refused(reason, 1);
  }

  /** This many inputs were refused. */
  public void refused(BadInput reason, int times) {
    count(reason).add(times);
  }

  /**
   * @param lines one report for each line that is configured
   */
  public VenueReport report(
      LineState best, Optional<String> refusal, List<LineReport> lines, long now) {
    return new VenueReport(
        venue,
        best,
        refusal,
        age(receivedNanos, now),
        age(tradeNanos, now),
        age(tickNanos, now),
        usualSilence(),
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
    Searching latest = searching;
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
