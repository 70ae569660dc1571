package btcfeed.application.simulation;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** The last things that happened, kept only when a failure is run again to be told. */
final class Trace {
  private static final int LAST = 80;

  private final HostClock clock;
  private final boolean on;
  private final Deque<String> last = new ArrayDeque<>();

  Trace(HostClock clock, boolean on) {
    this.clock = clock;
    this.on = on;
  }

  void note(Supplier<String> what) {
    if (on) {
      if (last.size() == LAST) {
        last.removeFirst();
      }
      last.addLast(String.format(Locale.ROOT, "%12.6f  ", clock.nanos() / 1e9) + what.get());
    }
  }

  List<String> last() {
    return List.copyOf(last);
  }
}
