package btcfeed.exchange.line;

import btcfeed.exchange.input.MessageBudget;
import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/**
 * The bytes of one unfinished message. It grows with the bytes that arrived, to at most twice their
 * number, and never with an announced length. One thread.
 */
final class MessageBuffer {
  private static final int SMALLEST_BYTES = 1024;

  private final MessageBudget budget;
  private byte[] bytes = new byte[0];
  private int size;
  private long reserved;

  MessageBuffer(MessageBudget budget) {
    this.budget = budget;
  }

  /** Number of bytes so far. */
  int size() {
    return size;
  }

  /**
   * Adds the next bytes.
   *
   * @param expected the size that the message will have after its current frame, as announced
   * @return false, and nothing is added, if the budget has no memory for them
   */
  boolean append(ByteBuf in, int count, int expected) {
    if (count > bytes.length - size && !grow(size + count, expected)) {
      return false;
    }
    in.readBytes(bytes, size, count);
    size += count;
    return true;
  }

  /**
   * Adds the next bytes.
   *
   * @return false, and nothing is added, if the budget has no memory for them
   */
  boolean append(byte[] next) {
    if (next.length > bytes.length - size && !grow(size + next.length, Integer.MAX_VALUE)) {
      return false;
    }
    System.arraycopy(next, 0, bytes, size, next.length);
    size += next.length;
    return true;
  }

  /**
   * The message so far, in an array of its own size. The memory stays reserved until {@link
   * #clear}.
   */
  byte[] toArray() {
    return size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
  }

  /** Drops the message and releases its memory. */
  void clear() {
    bytes = new byte[0];
    size = 0;
    budget.release(reserved);
    reserved = 0;
  }

  private boolean grow(int needed, int expected) {
    int roomy = (int) Math.min(expected, Math.max(SMALLEST_BYTES, 2L * needed));
    long counted = roomy > MessageBudget.UNCOUNTED_BYTES ? roomy : 0;
    // The old array and the new one exist together while one is copied into the other.
    if (!budget.reserve(counted)) {
      return false;
    }
    bytes = Arrays.copyOf(bytes, roomy);
    budget.release(reserved);
    reserved = counted;
    return true;
  }
}
