package btcfeed.redis;

import btcfeed.domain.store.StoreRefusals;
import btcfeed.domain.store.StoreRefusals.RefusedKey;
import btcfeed.domain.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Tracks which keys a store refuses besides the streams, from the answers to batches and probes.
 *
 * <p>A refusal ends when the store accepts a batch that names the key, at least 2 s after the last
 * refusal. The delay is needed because a batch that names a key does not always change it. One
 * thread writes, any thread reads.
 */
final class RefusedEffects {
  private static final Duration MIN_STANDING = Duration.ofSeconds(2);

  /** Keys of waiting mutations that are declared; further ones are not. */
  private static final int MAX_KEYS = 64;

  private record Seen(RefusedKey refusal, long lastNanos) {}

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

  /** Keys of mutations that wait in the store; the next call tries them again. */
  Set<String> waitingKeys() {
    return waitingKeys;
  }

  /**
   * Evaluates one answer.
   *
   * @param changed the keys that the call changed, by their default names
   */
  void answered(Replies.Effects effects, Set<String> changed) {
    boolean quiet = effects.refused().isEmpty() && standing.isEmpty();
    if (quiet && effects.waiting() == now.waiting()) {
      return;
    }
    long nanos = clock.nanos();
    total += effects.failed();
    abandoned += effects.abandoned();
    for (RefusedKey refusal : effects.refused()) {
      Seen before = standing.remove(refusal.key());
      long since = before == null ? nanos : before.refusal().sinceNanos();
      RefusedKey still = new RefusedKey(refusal.key(), refusal.code(), refusal.detail(), since);
      standing.put(still.key(), new Seen(still, nanos));
      if (effects.waiting() > 0 && waitingKeys.size() < MAX_KEYS) {
        waitingKeys.add(still.key());
      }
    }
    if (effects.waiting() == 0) {
      if (now.waiting() > 0) {
        // The store has accepted what waited.
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
                    && nanos - seen.lastNanos() > MIN_STANDING.toNanos());
    while (standing.size() > StoreRefusals.MAX_STANDING) {
      standing.remove(standing.keySet().iterator().next());
    }
    List<RefusedKey> newestFirst = new ArrayList<>();
    standing.values().forEach(seen -> newestFirst.addFirst(seen.refusal()));
    now = new StoreRefusals(total, effects.waiting(), abandoned, newestFirst);
  }
}
