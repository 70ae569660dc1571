package btcfeed.simulator;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Where the threads that serve clients wait while the venue stands still. Any thread. */
final class FreezeGate {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition over = lock.newCondition();
  private boolean still;

  void begin() {
    set(true);
  }

  void end() {
    set(false);
  }

  /** Returns at once, or when it is over. */
  void pass() {
    lock.lock();
    try {
      while (still) {
        over.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }

  private void set(boolean now) {
    lock.lock();
    try {
      still = now;
      over.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
