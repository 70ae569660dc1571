package btcfeed.rehearsal.soak;

import btcfeed.domain.store.StoreName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Random;

/**
 * The schedule of faults. The same seed gives the same plan, whatever the service does. Every kind
 * of fault comes once before one comes again.
 *
 * <p>One store at a time has a fault, and one venue at a time. {@link Soak} delays a fault while
 * the effects of an earlier one last.
 */
final class FaultPlan implements Iterator<ScheduledFault> {
  private static final long LEAST_PAUSE_MS = 1_200;
  private static final long MOST_PAUSE_MS = 3_600;
  private static final long LEAST_MS = 500;
  private static final long MOST_MS = 4_000;

  /** Between two faults of stores, or of venues: the first is over when the next begins. */
  private static final long BREATH_MS = 300;

  private final Random random;
  private final List<Venue> venues;
  private final long endMs;
  private final List<StoreFault> storeFaults = new ArrayList<>();
  private final Map<Venue, List<VenueFault>> venueFaults = new HashMap<>();
  private final List<Venue> turns = new ArrayList<>();
  private long nowMs;
  private long storesFreeMs;
  private long venuesFreeMs;

  /** A venue, and whether its ids are sequential. */
  record Venue(String name, boolean sequential) {}

  /**
   * A plan.
   *
   * @param end nothing lasts beyond it
   */
  FaultPlan(long seed, List<Venue> venues, Duration end) {
    random = new Random(seed);
    this.venues = List.copyOf(venues);
    endMs = end.toMillis();
    pause();
  }

  @Override
  public boolean hasNext() {
    return nowMs + MOST_MS + BREATH_MS < endMs;
  }

  @Override
  public ScheduledFault next() {
    if (!hasNext()) {
      throw new NoSuchElementException("the plan is over");
    }
    boolean store = random.nextInt(9) < 4;
    ScheduledFault next = store ? onStore() : onVenue();
    pause();
    return next;
  }

  private ScheduledFault onStore() {
    long at = Math.max(nowMs, storesFreeMs);
    nowMs = at;
    StoreName store = random.nextBoolean() ? StoreName.PRIMARY : StoreName.FAILOVER;
    StoreFault fault = draw(storeFaults, List.of(StoreFault.values()));
    Duration lasts = lasts(fault.lasts());
    storesFreeMs = at + lasts.toMillis() + BREATH_MS;
    return new ScheduledFault.OnStore(
        Duration.ofMillis(at), store, fault, lasts, random.nextLong());
  }

  private ScheduledFault onVenue() {
    long at = Math.max(nowMs, venuesFreeMs);
    nowMs = at;
    Venue venue = draw(turns, venues);
    VenueFault fault =
        draw(
            venueFaults.computeIfAbsent(venue, _ -> new ArrayList<>()),
            Arrays.stream(VenueFault.values())
                .filter(one -> venue.sequential() || !one.needsSequentialIds())
                .toList());
    Duration lasts = lasts(fault.lasts());
    venuesFreeMs = at + lasts.toMillis() + BREATH_MS;
    return new ScheduledFault.OnVenue(
        Duration.ofMillis(at), venue.name(), fault, lasts, random.nextLong());
  }

  private void pause() {
    nowMs += between(LEAST_PAUSE_MS, MOST_PAUSE_MS);
  }

  private Duration lasts(boolean lasts) {
    return lasts ? Duration.ofMillis(between(LEAST_MS, MOST_MS)) : Duration.ZERO;
  }

  private long between(long least, long most) {
    return random.nextLong(least, most + 1);
  }

  /** Takes one of those left, and starts again with all once none is left. */
  private <T> T draw(List<T> left, List<T> all) {
    if (left.isEmpty()) {
      left.addAll(all);
    }
    return left.remove(random.nextInt(left.size()));
  }
}
