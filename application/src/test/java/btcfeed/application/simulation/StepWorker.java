package btcfeed.application.simulation;

import btcfeed.application.work.Step;
import btcfeed.application.work.Worker;
import btcfeed.domain.health.WorkerReport;
import java.time.Duration;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;

/**
 * Runs a step on the timeline. What the step spent waiting it is busy for; a wake takes effect
 * after a while that chance decides, as a thread that must first get a core. A thread that lends
 * itself takes the step at once, inside its own, as {@code Runner} lets it; now and then chance has
 * the worker's own thread come first.
 */
final class StepWorker implements Worker {
  private static final long AFTER_BUG_NANOS = 100 * TrueTime.MILLI;
  private static final int MOST_LENT = 4;

  private final World world;
  private final Service service;
  private final Dice dice;
  private final String name;
  private final Step step;
  private final BiConsumer<String, Throwable> bugs;
  private long version;
  private long dueNanos = Long.MAX_VALUE;
  private long busyUntil;
  private boolean atIt;
  private boolean missed;
  private boolean started;
  private boolean stopped;
  private boolean ran;

  StepWorker(
      World world, Service service, String name, Step step, BiConsumer<String, Throwable> bugs) {
    this.world = world;
    this.service = service;
    this.dice = world.dice.split();
    this.name = name;
    this.step = step;
    this.bugs = bugs;
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
  public void tryRunInline() {
    if (!started || stopped) {
      return;
    }
    if (service.host.isFrozen()) {
      wake();
      return;
    }
    missed = true;
    long wait = 0;
    for (int turn = 0; turn < MOST_LENT && (wait == 0 || missed); turn++) {
      if (atIt) {
        // It looks once more when it is done.
        return;
      }
      if (world.clock.nanos() < busyUntil || dice.chance(0.1)) {
        wake();
        return;
      }
      missed = false;
      wait = lent();
    }
    if (missed || wait < Step.UNTIL_WOKEN) {
      wake();
    }
  }

  private long lent() {
    boolean before = world.lent;
    world.lent = true;
    try {
      return call(step::stepNonBlocking);
    } finally {
      world.lent = before;
    }
  }

  @Override
  public void drain(Duration patience) {
    long until = world.clock.nanos() + patience.toNanos();
    ran = false;
    wake();
    while (service.host.isFrozen() || ((!ran || !step.idle()) && world.clock.nanos() < until)) {
      service.othersStep();
    }
    stop();
  }

  @Override
  public void stop() {
    stopped = true;
  }

  @Override
  public WorkerReport report() {
    return new WorkerReport(name, true, false, 0);
  }

  private void due(long nanos) {
    long when = Math.max(Math.max(nanos, busyUntil), service.host.frozenUntil());
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
    if (world.clock.nanos() < busyUntil || service.host.isFrozen()) {
      due(busyUntil);
      return;
    }
    service.host.killer.point(name);
    missed = false;
    long wait = call(step::step);
    ran = true;
    long end = world.clock.nanos();
    long woken = dueNanos;
    dueNanos = Long.MAX_VALUE;
    due(Math.min(woken, end + Math.max(missed ? 0 : wait, 1_000)));
  }

  private long call(LongSupplier work) {
    atIt = true;
    try {
      return work.getAsLong();
    } catch (Killer.Killed | Violation end) {
      throw end;
    } catch (Throwable bug) {
      bugs.accept(name, bug);
      return AFTER_BUG_NANOS;
    } finally {
      atIt = false;
      busyUntil = world.clock.nanos();
    }
  }
}
