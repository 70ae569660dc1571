package btcfeed.exchange.input;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The memory that the unfinished messages of all connections may take together.
 *
 * <p>Each connection may hold one unfinished message of the largest size that is accepted. Many
 * connections that do so at once would fill the heap, so each reserves the memory here before it
 * allocates it. A connection that gets none ends and is replaced by a new one.
 *
 * <p>Any thread.
 */
public final class MessageBudget {
  /** Up to this size a buffer is not counted: 100 such buffers are 6.4 MB. */
  public static final int UNCOUNTED_BYTES = 64 * 1024;

  private static final int SHARE_OF_HEAP = 4;

  private final long limitBytes;
  private final AtomicLong reservedBytes = new AtomicLong();

  /** A budget of so many bytes. */
  public MessageBudget(long limitBytes) {
    this.limitBytes = limitBytes;
  }

  /** A quarter of the largest heap that this process may have. */
  public static MessageBudget ofHeap() {
    return new MessageBudget(Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP);
  }

  /** Reserves memory; false, and nothing is reserved, if too little is left. */
  public boolean reserve(long bytes) {
    if (reservedBytes.addAndGet(bytes) <= limitBytes) {
      return true;
    }
    reservedBytes.addAndGet(-bytes);
    return false;
  }

  /** Gives back what was reserved. */
  public void release(long bytes) {
    reservedBytes.addAndGet(-bytes);
  }

  /** The memory that is reserved now, in bytes. */
  public long reservedBytes() {
    return reservedBytes.get();
  }

  /** The memory that may be reserved, in bytes. */
  public long limitBytes() {
    return limitBytes;
  }
}
