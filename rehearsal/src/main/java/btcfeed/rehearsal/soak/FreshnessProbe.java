package btcfeed.rehearsal.soak;

import btcfeed.domain.store.StoreName;
import btcfeed.domain.time.Clock;
import btcfeed.redis.RedisQuestion;
import btcfeed.rehearsal.Poller;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;

/**
 * Measures from outside, 50 times a second, how old the newest price is that a reader can get: the
 * {@code last_btc_update_time} of the stores that answer. A moment in which no store answers is not
 * counted.
 */
final class FreshnessProbe implements AutoCloseable {
  /** The greatest age of a fresh price. */
  static final Duration FRESH = Duration.ofSeconds(2);

  private static final Duration EVERY = Duration.ofMillis(20);
  private static final Duration ANSWER = Duration.ofMillis(250);
  private static final String KEY = "last_btc_update_time";

  private final Clock clock;
  private final Map<StoreName, Seen> newest = new EnumMap<>(StoreName.class);
  private final List<Poller> pollers = new ArrayList<>();
  private long looks;
  private long fresh;
  private long unanswered;
  private long oldestUs;

  private record Seen(long updatedUs, long answeredNanos) {}

  /**
   * The result so far.
   *
   * @param looks moments in which a store answered
   * @param fresh of them, those with a fresh price
   * @param unanswered moments in which no store answered
   * @param oldestMs the greatest age of the newest price
   */
  record Result(long looks, long fresh, long unanswered, double oldestMs) {
    /** The share of moments with a fresh price, in percent. */
    double percent() {
      return looks == 0 ? 0 : 100.0 * fresh / looks;
    }
  }

  private FreshnessProbe(Clock clock) {
    this.clock = clock;
  }

  /** Starts to measure. */
  static FreshnessProbe of(ToIntFunction<StoreName> port, Clock clock) {
    FreshnessProbe freshness = new FreshnessProbe(clock);
    for (StoreName store : StoreName.values()) {
      int at = port.applyAsInt(store);
      freshness.pollers.add(
          Poller.start("soak-asks-" + store.text(), EVERY, () -> freshness.ask(store, at)));
    }
    freshness.pollers.add(Poller.start("soak-looks", EVERY, freshness::look));
    return freshness;
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
    pollers.forEach(Poller::close);
  }
}
