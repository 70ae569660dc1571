package btcfeed.rehearsal;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** A thread that repeats a step, with a pause after each, until it is closed. */
public final class Poller implements AutoCloseable {
  private final Duration pause;
  private final Runnable step;
  private final Thread thread;
  private volatile boolean over;

  private Poller(String name, Duration pause, Runnable step) {
    this.pause = pause;
    this.step = step;
    this.thread = Thread.ofPlatform().daemon().name(name).unstarted(this::run);
  }

  /** Starts one. */
  public static Poller start(String name, Duration pause, Runnable step) {
    Poller poller = new Poller(name, pause, step);
    poller.thread.start();
    return poller;
  }

  private void run() {
    while (!over) {
      step.run();
      LockSupport.parkNanos(pause.toNanos());
    }
  }

  /** Waits until the step that runs now has ended. */
  @Override
  public void close() {
    over = true;
    LockSupport.unpark(thread);
    try {
      thread.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
