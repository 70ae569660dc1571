package btcfeed.application.simulation;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** The last things that happened, kept only when a failure is run again to be told. */
final class Trace {
  private final TrueTime clock;
  private final int most;
  private final Deque<String> last = new ArrayDeque<>();

  /** Keeps this many; with 0, none, which costs next to nothing. */
  Trace(TrueTime clock, int most) {
    this.clock = clock;
    this.most = most;
  }

  void note(Supplier<String> what) {
    if (most > 0) {
      if (last.size() == most) {
        last.removeFirst();
      }
      last.addLast(String.format(Locale.ROOT, "%12.6f  ", clock.nanos() / 1e9) + what.get());
    }
  }

  List<String> last() {
    return List.copyOf(last);
  }
}
