package btcfeed.exchange.input;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The memory that the unfinished messages of all connections may use together.
 *
 * <p>One message may be large, and many connections could each hold one at once. So a connection
 * reserves memory here before it allocates it. Without a reservation it ends and is replaced.
 *
 * <p>Any thread.
 */
public final class MessageBudget {
  /** Smaller buffers are not counted: 100 of them are 6.4 MB. */
  public static final int UNCOUNTED_BYTES = 64 * 1024;

  private static final int SHARE_OF_HEAP = 4;

  private final long limitBytes;
  private final AtomicLong reservedBytes = new AtomicLong();

  /** A budget of so many bytes. */
  public MessageBudget(long limitBytes) {
    this.limitBytes = limitBytes;
  }

  /** A quarter of the largest heap of this process. */
  public static MessageBudget ofHeap() {
    return new MessageBudget(Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP);
  }

  /** Reserves memory; returns false and reserves nothing if too little is left. */
  public boolean reserve(long bytes) {
    if (reservedBytes.addAndGet(bytes) <= limitBytes) {
      return true;
    }
    reservedBytes.addAndGet(-bytes);
    return false;
  }

  /** Releases a reservation. */
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
