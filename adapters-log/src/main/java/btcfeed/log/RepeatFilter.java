package btcfeed.log;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Holds repeating news to one line per key and window, and counts what was not said.
 *
 * <p>The first of a key is said at once. What follows within the window is held back and counted;
 * the first after it is said with the count. What would never be said because nothing follows comes
 * out of {@link #due}. At most {@link #MAX_KEYS} keys are told apart; news of further ones share
 * one. Any thread.
 *
 * @param <T> the news, kept only to say the latest again
 */
final class RepeatFilter<T> {
  /** Keys told apart. */
  static final int MAX_KEYS = 256;

  private static final String FURTHER = "further";

  private final Map<String, Window<T>> windows = new LinkedHashMap<>();
  private final long windowNanos;
  private final int most;

  /** One line per key and window. */
  RepeatFilter(Duration window) {
    this(window, 1);
  }

  /** At most {@code most} lines per key and window, the first ones. */
  RepeatFilter(Duration window, int most) {
    this.windowNanos = window.toNanos();
    this.most = most;
  }

  /** News to be said, and how many of its kind were held back before it. */
  record Said<T>(T news, long heldBack) {}

  /**
   * Asks whether to say this.
   *
   * @param weight how much it counts if it is held back
   */
  synchronized Optional<Said<T>> offer(String key, T news, long weight, long nowNanos) {
    String known = windows.containsKey(key) || windows.size() < MAX_KEYS ? key : FURTHER;
    Optional<Window<T>> open = Optional.ofNullable(windows.get(known));
    if (open.isPresent() && nowNanos - open.get().sinceNanos < windowNanos) {
      return open.get().take(news, weight, most);
    }
    windows.put(known, new Window<>(nowNanos));
    return Optional.of(new Said<>(news, open.map(window -> window.heldBack).orElse(0L)));
  }

  /**
   * What was held back in windows that have ended: the latest of each, and how many there were
   * besides. Each begins another window.
   */
  synchronized List<Said<T>> due(long nowNanos) {
    List<Said<T>> due = new ArrayList<>();
    windows.values().removeIf(window -> window.ended(nowNanos, windowNanos) && window.isQuiet());
    for (Window<T> window : windows.values()) {
      if (window.ended(nowNanos, windowNanos)) {
        window.latest.ifPresent(news -> due.add(new Said<>(news, window.heldBackBesides())));
        window.restart(nowNanos);
      }
    }
    return due;
  }

  /** Forgets keys, so that the next news of theirs is said at once; what they held back. */
  synchronized List<Said<T>> forget(Predicate<String> keys) {
    List<Said<T>> held = new ArrayList<>();
    windows
        .entrySet()
        .removeIf(
            entry -> {
              if (!keys.test(entry.getKey())) {
                return false;
              }
              Window<T> window = entry.getValue();
              window.latest.ifPresent(news -> held.add(new Said<>(news, window.heldBackBesides())));
              return true;
            });
    return held;
  }

  private static final class Window<T> {
    private long sinceNanos;
    private int said = 1;
    private long heldBack;
    private long latestWeight;
    private Optional<T> latest = Optional.empty();

    Window(long sinceNanos) {
      this.sinceNanos = sinceNanos;
    }

    Optional<Said<T>> take(T news, long weight, int most) {
      if (said < most) {
        said++;
        return Optional.of(new Said<>(news, 0));
      }
      heldBack += weight;
      latestWeight = weight;
      latest = Optional.of(news);
      return Optional.empty();
    }

    long heldBackBesides() {
      return heldBack - latestWeight;
    }

    boolean isQuiet() {
      return latest.isEmpty();
    }

    boolean ended(long nowNanos, long windowNanos) {
      return nowNanos - sinceNanos >= windowNanos;
    }

    void restart(long nowNanos) {
      sinceNanos = nowNanos;
      said = 1;
      heldBack = 0;
      latestWeight = 0;
      latest = Optional.empty();
    }
  }
}
