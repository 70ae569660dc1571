package btcfeed.application.extend;

import btcfeed.domain.health.Outages;
import btcfeed.domain.health.Outages.Outage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * What this instance saw of the price since it started, whatever its role was. One thread at a
 * time.
 */
final class PriceWatch {
  /** A longer time between two looks counts as an outage. */
  private static final long LONGEST_PAUSE = Duration.ofSeconds(5).toNanos();

  private final BooleanSupplier fresh;
  private Outages outages = new Outages(0);
  private boolean begun;

  /** True from the first price on, or once a store has earlier data. */
  private boolean counting;

  private long lookedNanos;

  /**
   * @param fresh true while the active store has a fresh price
   */
  PriceWatch(BooleanSupplier fresh) {
    this.fresh = fresh;
  }

  /** Begins with the first call. */
  void begin(long nowNanos, long nowMs) {
    if (!begun) {
      begun = true;
      lookedNanos = nowNanos;
      outages = new Outages(nowMs);
    }
  }

  /**
   * The time since the last look had the present state; a long pause was an outage.
   *
   * @return the outage, with those that it continues
   */
  Optional<Outage> look(long nowNanos, long nowMs) {
    long passed = nowNanos - lookedNanos;
    lookedNanos = nowNanos;
    boolean isFresh = fresh.getAsBoolean();
    if (!counting) {
      counting = isFresh;
      outages = new Outages(nowMs);
      return Optional.empty();
    }
    return isFresh && passed <= LONGEST_PAUSE
        ? Optional.empty()
        : Optional.of(outages.lost(nowMs - passed / 1_000_000, nowMs, nowMs));
  }

  /** Counts from now on, whatever the price is. */
  void count() {
    counting = true;
  }

  boolean counting() {
    return counting;
  }

  /** Since when it looks, Unix milliseconds. */
  long sinceMs() {
    return outages.sinceMs();
  }

  List<Outage> outages() {
    return outages.all();
  }
}
