package btcfeed.bootstrap.soak;

import btcfeed.domain.store.StoreName;
import btcfeed.domain.time.Clock;
import btcfeed.redis.RedisQuestion;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToIntFunction;

/**
 * Looks from outside, many times a second, how old the newest price is that a reader could get: the
 * {@code last_btc_update_time} of every store that answers. A store that does not answer counts for
 * nothing, and a moment in which none does is not counted.
 */
final class FreshnessProbe implements AutoCloseable {
  /** A price that was received this long ago is no fresh one any more. */
  static final Duration FRESH = Duration.ofSeconds(2);

  private static final Duration EVERY = Duration.ofMillis(20);
  private static final Duration ANSWER = Duration.ofMillis(250);
  private static final String KEY = "last_btc_update_time";

  private final Clock clock;
  private final Map<StoreName, Seen> newest = new EnumMap<>(StoreName.class);
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean over;
  private long looks;
  private long fresh;
  private long unanswered;
  private long oldestUs;

  private record Seen(long updatedUs, long answeredNanos) {}

  /**
   * What was seen so far.
   *
   * @param looks how often a store answered
   * @param fresh how often the newest price was fresh
   * @param unanswered how often no store answered
   * @param oldestMs the oldest that the newest price ever was
   */
  record Result(long looks, long fresh, long unanswered, double oldestMs) {
    /** Of the moments in which a store answered, in percent. */
    double percent() {
      return looks == 0 ? 0 : 100.0 * fresh / looks;
    }
  }

  private FreshnessProbe(Clock clock) {
    this.clock = clock;
  }

  /** Begins to look. */
  static FreshnessProbe of(ToIntFunction<StoreName> port, Clock clock) {
    FreshnessProbe freshness = new FreshnessProbe(clock);
    for (StoreName store : StoreName.values()) {
      int at = port.applyAsInt(store);
      freshness.follow("soak-asks-" + store.text(), () -> freshness.ask(store, at));
    }
    freshness.follow("soak-looks", freshness::look);
    return freshness;
  }

  private void follow(String name, Runnable step) {
    threads.add(
        Thread.ofPlatform()
            .daemon()
            .name(name)
            .start(
                () -> {
                  while (!over) {
                    step.run();
                    LockSupport.parkNanos(EVERY.toNanos());
                  }
                }));
  }

  private void ask(StoreName store, int port) {
    List<String> answer = RedisQuestion.ask(port, ANSWER, "GET", KEY);
    if (!answer.isEmpty() && answer.getFirst().matches("\\d{1,12}\\.\\d{6}")) {
      long updatedUs = new BigDecimal(answer.getFirst()).movePointRight(6).longValueExact();
      synchronized (this) {
        newest.put(store, new Seen(updatedUs, clock.nanos()));
      }
    }
  }

  private synchronized void look() {
    long now = clock.nanos();
    long updatedUs = -1;
    for (Seen seen : newest.values()) {
      if (now - seen.answeredNanos() <= 2 * ANSWER.toNanos()) {
        updatedUs = Math.max(updatedUs, seen.updatedUs());
      }
    }
    if (updatedUs < 0) {
      unanswered++;
      return;
    }
    long ageUs = Math.max(0, clock.wallUs() - updatedUs);
    looks++;
    fresh += ageUs <= FRESH.toNanos() / 1_000 ? 1 : 0;
    oldestUs = Math.max(oldestUs, ageUs);
  }

  synchronized Result result() {
    return new Result(looks, fresh, unanswered, oldestUs / 1_000.0);
  }

  @Override
  public void close() {
    over = true;
    for (Thread thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
