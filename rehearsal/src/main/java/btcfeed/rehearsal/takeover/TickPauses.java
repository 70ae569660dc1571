package btcfeed.rehearsal.takeover;

import btcfeed.domain.store.StoreName;
import btcfeed.domain.time.Clock;
import btcfeed.redis.RedisQuestion;
import btcfeed.rehearsal.Poller;
import java.time.Duration;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;

/** Measures the longest time without a new tick in each store, from outside, every 10 ms. */
final class TickPauses implements AutoCloseable {
  private static final Duration EVERY = Duration.ofMillis(10);
  private static final Duration ANSWER = Duration.ofMillis(500);

  private final List<Watched> stores;

  private TickPauses(List<Watched> stores) {
    this.stores = stores;
  }

  /** Starts to measure. */
  static TickPauses start(ToIntFunction<StoreName> port, Clock clock) {
    return new TickPauses(
        Stream.of(StoreName.values())
            .map(store -> new Watched(port.applyAsInt(store), clock))
            .toList());
  }

  /** The longest time so far, in milliseconds, in the store where it was longer. */
  double longestMs() {
    return stores.stream().mapToLong(Watched::longestNanos).max().orElse(0) / 1e6;
  }

  @Override
  public void close() {
    stores.forEach(watched -> watched.polling.close());
  }

  private static final class Watched {
    private final int port;
    private final Clock clock;
    private final Poller polling;
    private String last = "";
    private long sinceNanos;
    private long longestNanos;

    Watched(int port, Clock clock) {
      this.port = port;
      this.clock = clock;
      this.sinceNanos = clock.nanos();
      this.polling = Poller.start("drill-ticks", EVERY, this::look);
    }

    private void look() {
      List<String> newest =
          RedisQuestion.ask(port, ANSWER, "XREVRANGE", "btc:ticks", "+", "-", "COUNT", "1");
      note(newest.isEmpty() ? "" : newest.getFirst());
    }

    private synchronized void note(String newest) {
      long now = clock.nanos();
      longestNanos = Math.max(longestNanos, now - sinceNanos);
      if (!newest.isEmpty() && !newest.equals(last)) {
        last = newest;
        sinceNanos = now;
      }
    }

    synchronized long longestNanos() {
      return longestNanos;
    }
  }
}
