package btcfeed.application.observe;

import btcfeed.domain.line.BadInput;
import btcfeed.domain.market.Venue;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * What is counted of one venue. Written by its lines and by the ingest, read by anyone.
 *
 * <p>Moments are monotonic nanoseconds; {@link #NEVER} before the first.
 */
public final class VenueStats {
  /** No such moment yet. */
  public static final long NEVER = Long.MIN_VALUE;

  final LongAdder messages = new LongAdder();
  final LongAdder trades = new LongAdder();
  final LongAdder ticks = new LongAdder();
  final LongAdder duplicates = new LongAdder();
  final LongAdder gapsSeen = new LongAdder();
  final LongAdder connections = new LongAdder();
  volatile long heardNanos = NEVER;
  volatile long tradeNanos = NEVER;
  volatile long tickNanos = NEVER;
  volatile long gapsOpen;

  private final Venue venue;
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
  }

  /** A trade was accepted. */
  public void accepted(long receivedNanos) {
    ticks.increment();
    tickNanos = receivedNanos;
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

  /** Something was refused. */
  public void refused(BadInput reason) {
    count(reason).increment();
  }

  /** How often each reason was met; those never met are left out. */
  public Map<BadInput, Long> refused() {
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
