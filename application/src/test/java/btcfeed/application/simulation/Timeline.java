package btcfeed.application.simulation;

import java.util.PriorityQueue;

/** What happens when. Of things due at the same moment chance decides which comes first. */
final class Timeline {
  private record Due(long nanos, long tie, Runnable what) implements Comparable<Due> {
    @Override
    public int compareTo(Due other) {
      int byTime = Long.compare(nanos, other.nanos);
      return byTime == 0 ? Long.compare(tie, other.tie) : byTime;
    }
  }

  private final PriorityQueue<Due> due = new PriorityQueue<>();
  private final TrueTime clock;
  private final Dice dice;

  Timeline(TrueTime clock, Dice dice) {
    this.clock = clock;
    this.dice = dice;
  }

  void at(long nanos, Runnable what) {
    due.add(new Due(nanos, dice.between(0, Long.MAX_VALUE - 1), what));
  }

  /** From now on, what the running step has spent included. */
  void in(long nanos, Runnable what) {
    at(clock.nanos() + nanos, what);
  }

  /** Lets time pass until the next thing is due, and does it. */
  void step() {
    Due next = due.remove();
    clock.moveTo(next.nanos);
    next.what.run();
  }
}
