package btcfeed.simulator;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What is still to be written to one peer, in order, at most {@link #MAX_BYTES} of it. Any thread
 * puts, one takes.
 */
final class Outbox {
  /** A peer that is further behind than this does not keep up. */
  static final long MAX_BYTES = 8 * 1024 * 1024;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Queue<Item> items = new ArrayDeque<>();
  private long bytes;
  private boolean closed;

  /** Something to do on the socket. */
  sealed interface Item {
    /** Write these bytes, whatever they are. */
    final class Bytes implements Item {
      private final byte[] content;
      private final int length;

      /** The first of these bytes, which must not change any more. */
      Bytes(byte[] content, int length) {
        this.content = content;
        this.length = length;
      }

      void writeTo(OutputStream out) throws IOException {
        out.write(content, 0, length);
      }
    }

    /** End the connection in order: everything before it was written. */
    record HangUp() implements Item {}

    /** End the connection in order, but with a reset. */
    record Reset() implements Item {}
  }

  /** Puts something in; false if it does not fit. */
  boolean offer(Item item) {
    lock.lock();
    try {
      return !full() && add(item);
    } finally {
      lock.unlock();
    }
  }

  /** Puts something in; waits until it fits. */
  void put(Item item) {
    lock.lock();
    try {
      while (full() && !closed) {
        changed.awaitUninterruptibly();
      }
      add(item);
    } finally {
      lock.unlock();
    }
  }

  /** The next thing to do; waits for it; empty once closed. */
  Optional<Item> take() {
    lock.lock();
    try {
      while (items.isEmpty() && !closed) {
        changed.awaitUninterruptibly();
      }
      Optional<Item> next = closed ? Optional.empty() : Optional.ofNullable(items.poll());
      next.ifPresent(item -> bytes -= length(item));
      changed.signalAll();
      return next;
    } finally {
      lock.unlock();
    }
  }

  /** True if there is nothing to take. */
  boolean isEmpty() {
    lock.lock();
    try {
      return items.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  /** Throws everything away and wakes whoever waits. */
  void close() {
    lock.lock();
    try {
      closed = true;
      items.clear();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private boolean full() {
    return bytes > MAX_BYTES;
  }

  private boolean add(Item item) {
    if (!closed) {
      items.add(item);
      bytes += length(item);
      changed.signalAll();
    }
    return true;
  }

  private static int length(Item item) {
    return switch (item) {
      case Item.Bytes bytes -> bytes.length;
      case Item.HangUp _, Item.Reset _ -> 0;
    };
  }
}
