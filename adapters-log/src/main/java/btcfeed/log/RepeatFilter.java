package btcfeed.log;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Limits repeated events to one or a few per key and time window, and counts the others.
 *
 * <p>The first event of a key is released at once. Later events in the same window are suppressed
 * and counted. The first event after the window is released with that count; without one, {@link
 * #due} releases the latest. At most {@link #MAX_KEYS} keys are separate; further ones share one
 * window. Any thread.
 *
 * @param <T> the event; the filter keeps the latest of each key
 */
final class RepeatFilter<T> {
  /** The number of separate keys. */
  static final int MAX_KEYS = 256;

  private static final String FURTHER = "further";

  private final Map<String, Window<T>> windows = new LinkedHashMap<>();
  private final long windowNanos;
  private final int most;

  /** Releases one event per key and window. */
  RepeatFilter(Duration window) {
    this(window, 1);
  }

  /** Releases the first {@code most} events per key and window. */
  RepeatFilter(Duration window, int most) {
    this.windowNanos = window.toNanos();
    this.most = most;
  }

  /** An event to log, and the weight of those suppressed before it. */
  record Released<T>(T event, long suppressed) {}

  /**
   * Releases or suppresses an event.
   *
   * @param weight how much it counts if it is suppressed
   */
  synchronized Optional<Released<T>> offer(String key, T event, long weight, long nowNanos) {
    String known = windows.containsKey(key) || windows.size() < MAX_KEYS ? key : FURTHER;
    Optional<Window<T>> open = Optional.ofNullable(windows.get(known));
    if (open.isPresent() && !hasEnded(open.get(), nowNanos)) {
      return open.get().take(event, weight, most);
    }
    windows.put(known, new Window<>(nowNanos));
    return Optional.of(new Released<>(event, open.map(window -> window.suppressed).orElse(0L)));
  }

  /**
   * Releases the latest suppressed event of each window that has ended, with the number of the
   * others. Each starts a new window.
   */
  synchronized List<Released<T>> due(long nowNanos) {
    List<Released<T>> due = new ArrayList<>();
    windows.values().removeIf(window -> hasEnded(window, nowNanos) && window.latest.isEmpty());
    windows.replaceAll(
        (_, window) -> {
          if (!hasEnded(window, nowNanos)) {
            return window;
          }
          long others = window.suppressed - window.latestWeight;
          window.latest.ifPresent(event -> due.add(new Released<>(event, others)));
          return new Window<>(nowNanos);
        });
    return due;
  }

  private boolean hasEnded(Window<T> window, long nowNanos) {
    return nowNanos - window.sinceNanos >= windowNanos;
  }

  /** Forgets keys and their suppressed events: their next event is released at once. */
  synchronized void forget(Predicate<String> keys) {
    windows.keySet().removeIf(keys);
  }

  private static final class Window<T> {
    private final long sinceNanos;
    private int released = 1;
    private long suppressed;
    private long latestWeight;
    private Optional<T> latest = Optional.empty();

    Window(long sinceNanos) {
      this.sinceNanos = sinceNanos;
    }

    Optional<Released<T>> take(T event, long weight, int most) {
      if (released < most) {
        released++;
        return Optional.of(new Released<>(event, 0));
      }
      suppressed += weight;
      latestWeight = weight;
      latest = Optional.of(event);
      return Optional.empty();
    }
  }
}
