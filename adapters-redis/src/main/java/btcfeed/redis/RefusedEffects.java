package btcfeed.redis;

import btcfeed.domain.store.StoreRefusals;
import btcfeed.domain.store.StoreRefusals.Refusal;
import btcfeed.domain.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a store refuses beside the streams, from the answers to batches and probes.
 *
 * <p>A key counts as refused until a batch that changes it is accepted without a word about it, and
 * some time has passed since the last refusal: a batch that names a key does not always change it.
 * Written by one thread, read by any.
 */
final class RefusedEffects {
  private static final Duration DOUBT = Duration.ofSeconds(2);

  /** Keys of mutations that may wait; more are not declared. */
  private static final int MOST_KEYS = 64;

  private record Seen(Refusal refusal, long lastNanos) {}

  private final Clock clock;
  private final Map<String, Seen> standing = new LinkedHashMap<>();
  private final Set<String> waitingKeys = new LinkedHashSet<>();
  private long total;
  private long abandoned;
  private volatile StoreRefusals now = StoreRefusals.NONE;

  RefusedEffects(Clock clock) {
    this.clock = clock;
  }

  StoreRefusals now() {
    return now;
  }

  /** Keys of mutations that wait in the store; they are tried again with the next call. */
  Set<String> waitingKeys() {
    return waitingKeys;
  }

  /**
   * Takes an answer in.
   *
   * @param changed the keys the call changed, by their usual names; its refusals are none of them
   */
  void answered(Replies.Effects effects, Set<String> changed) {
    boolean quiet = effects.refused().isEmpty() && standing.isEmpty();
    if (quiet && effects.waiting() == now.waiting()) {
      return;
    }
    long nanos = clock.nanos();
    total += effects.failed();
    abandoned += effects.abandoned();
    for (Refusal refusal : effects.refused()) {
      Seen before = standing.remove(refusal.key());
      long since = before == null ? nanos : before.refusal().sinceNanos();
      Refusal still = new Refusal(refusal.key(), refusal.code(), refusal.detail(), since);
      standing.put(still.key(), new Seen(still, nanos));
      if (effects.waiting() > 0 && waitingKeys.size() < MOST_KEYS) {
        waitingKeys.add(still.key());
      }
    }
    boolean waited = now.waiting() > 0;
    if (effects.waiting() == 0) {
      // What waited was accepted.
      if (waited) {
        waitingKeys.forEach(standing::remove);
      }
      waitingKeys.clear();
    }
    standing
        .values()
        .removeIf(
            seen ->
                changed.contains(seen.refusal().key())
                    && !waitingKeys.contains(seen.refusal().key())
                    && nanos - seen.lastNanos() > DOUBT.toNanos());
    while (standing.size() > StoreRefusals.MOST_STANDING) {
      standing.remove(standing.keySet().iterator().next());
    }
    List<Refusal> newestFirst = new ArrayList<>();
    standing.values().forEach(seen -> newestFirst.addFirst(seen.refusal()));
    now = new StoreRefusals(total, effects.waiting(), abandoned, newestFirst);
  }
}
