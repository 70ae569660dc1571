package btcfeed.simulator;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The queue of data for one peer, at most {@link #MAX_BYTES} long. Any thread puts, one thread
 * takes.
 */
final class Outbox {
  /** A peer that is further behind than this is too slow. */
  static final long MAX_BYTES = 8 * 1024 * 1024;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Queue<Item> items = new ArrayDeque<>();
  private long bytes;
  private boolean closed;

  /** One action on the socket. */
  sealed interface Item {
    /** Write these bytes, which must not change later. */
    record Bytes(ByteBuffer content) implements Item {}

    /** Close the connection after everything before was written. */
    record HangUp() implements Item {}

    /** Reset the connection after everything before was written. */
    record Reset() implements Item {}
  }

  /** Adds an item; false if the queue is full. */
  boolean offer(Item item) {
    lock.lock();
    try {
      return !full() && add(item);
    } finally {
      lock.unlock();
    }
  }

  /** Adds an item; waits while the queue is full. */
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

  /** Waits for the next item; empty once closed. */
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

  /** Whether no item waits. */
  boolean isEmpty() {
    lock.lock();
    try {
      return items.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  /** Discards all items and wakes the waiting threads. */
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
      case Item.Bytes(ByteBuffer content) -> content.remaining();
      case Item.HangUp _, Item.Reset _ -> 0;
    };
  }
}
