package btcfeed.application;

import btcfeed.application.work.Signal;
import btcfeed.application.work.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Runs steps in one thread, in the order in which they are due, under a clock moved by hand. */
final class VirtualTime {
  private static final int MAX_STEPS = 1_000_000;

  private final ManualClock clock;
  private final List<Slot> slots = new ArrayList<>();

  VirtualTime(ManualClock clock) {
    this.clock = clock;
  }

  /** Adds a step; the answer wakes it. */
  Signal add(Step step) {
    Slot slot = new Slot(step, clock.nanos());
    slots.add(slot);
    return () -> slot.dueNanos = clock.nanos();
  }

  /** Lets this much time pass, doing what falls due on the way. */
  void advance(Duration duration) {
    long end = clock.nanos() + duration.toNanos();
    for (int steps = 0; steps < MAX_STEPS; steps++) {
      Slot next = slots.stream().min(Comparator.comparingLong(slot -> slot.dueNanos)).orElseThrow();
      if (next.dueNanos > end) {
        clock.advanceNanos(end - clock.nanos());
        return;
      }
      clock.advanceNanos(Math.max(0, next.dueNanos - clock.nanos()));
      next.dueNanos = Long.MAX_VALUE;
      long wait = next.step.step();
      next.dueNanos = Math.min(next.dueNanos, clock.nanos() + wait);
    }
    throw new IllegalStateException("the steps never came to rest");
  }

  private static final class Slot {
    private final Step step;
    private long dueNanos;

    Slot(Step step, long dueNanos) {
      this.step = step;
      this.dueNanos = dueNanos;
    }
  }
}
