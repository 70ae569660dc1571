package btcfeed.application.simulation;

import btcfeed.application.work.Step;
import btcfeed.application.work.Worker;
import java.time.Duration;

/**
 * Runs a step on the timeline. What the step spent waiting it is busy for; a wake takes effect
 * after a while that chance decides, as a thread that must first get a core.
 */
final class StepWorker implements Worker {
  private final World world;
  private final Dice dice;
  private final String name;
  private final Step step;
  private long version;
  private long dueNanos = Long.MAX_VALUE;
  private long busyUntil;
  private boolean started;
  private boolean stopped;

  StepWorker(World world, String name, Step step) {
    this.world = world;
    this.dice = world.dice.split();
    this.name = name;
    this.step = step;
  }

  @Override
  public void start() {
    started = true;
    wake();
  }

  @Override
  public void wake() {
    if (started && !stopped) {
      long delay = dice.chance(0.02) ? dice.millis(1, 20) : dice.between(1_000, 300_000);
      due(world.clock.nanos() + delay);
    }
  }

  @Override
  public void drain(Duration patience) {
    throw new UnsupportedOperationException("the simulated service only ever dies");
  }

  @Override
  public void stop() {
    stopped = true;
  }

  private void due(long nanos) {
    long when = Math.max(nanos, busyUntil);
    if (when < dueNanos) {
      dueNanos = when;
      long mine = ++version;
      world.timeline.at(when, () -> run(mine));
    }
  }

  private void run(long mine) {
    if (mine != version || stopped) {
      return;
    }
    dueNanos = Long.MAX_VALUE;
    world.killer.point(name);
    long wait = step.step();
    long end = world.clock.nanos();
    busyUntil = end;
    long woken = dueNanos;
    dueNanos = Long.MAX_VALUE;
    due(Math.min(woken, end + Math.max(wait, 1_000)));
  }
}
