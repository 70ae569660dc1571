package btcfeed.exchange.line;

import btcfeed.exchange.input.MessageBudget;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Joins the parts of messages; nearly every message has one. The memory of an unfinished message
 * grows with the bytes that arrived, to at most twice their number, and never with an announced
 * length. One thread.
 */
final class MessageAssembler {
  private static final int SMALLEST_BYTES = 1024;

  private final int maxMessageBytes;
  private final MessageBudget budget;
  private final InboundDispatcher inbound;
  private final Transport transport;
  private byte[] bytes = new byte[0];
  private int size;
  private long reserved;
  private boolean unfinished;
  private boolean binary;

  MessageAssembler(VenueLine line, InboundDispatcher inbound, Transport transport) {
    this.maxMessageBytes = line.maxMessageBytes();
    this.budget = line.budget();
    this.inbound = inbound;
    this.transport = transport;
  }

  /** Takes the next part, in an array of its own. */
  void part(byte[] part, boolean last, boolean isBinary) {
    if (transport.ended()) {
      return;
    }
    if (last && !unfinished) {
      message(part, isBinary);
      return;
    }
    unfinished = true;
    binary = isBinary;
    if (!append(part)) {
      transport.oversized(
          (long) size + part.length,
          budget.limitBytes() + " bytes for the unfinished messages of all connections");
      clear();
    } else if (last) {
      message(toArray(), isBinary);
      clear();
    }
  }

  /** True inside a message. */
  boolean unfinished() {
    return unfinished;
  }

  /** Delivers an unfinished message, whose rest is lost. */
  void cut() {
    if (unfinished && !transport.ended()) {
      inbound.cut(toArray(), binary);
    }
  }

  /** Drops an unfinished message and releases its memory. */
  void clear() {
    bytes = new byte[0];
    size = 0;
    unfinished = false;
    budget.release(reserved);
    reserved = 0;
  }

  private void message(byte[] whole, boolean isBinary) {
    if (isBinary || utf8(whole)) {
      inbound.message(whole, isBinary);
    } else {
      transport.violated(Transport.NOT_UTF8, "a text message is not UTF-8");
    }
  }

  private static boolean utf8(byte[] text) {
    int highBits = 0;
    for (byte b : text) {
      highBits |= b;
    }
    return highBits >= 0
        || ByteBufUtil.isText(Unpooled.wrappedBuffer(text), StandardCharsets.UTF_8);
  }

  /** Adds bytes; false, and nothing is added, if the budget has no memory for them. */
  private boolean append(byte[] next) {
    if (next.length > bytes.length - size && !grow(size + next.length)) {
      return false;
    }
    System.arraycopy(next, 0, bytes, size, next.length);
    size += next.length;
    return true;
  }

  private boolean grow(int needed) {
    int doubled = (int) Math.min(maxMessageBytes, 2L * needed);
    int roomy = Math.max(SMALLEST_BYTES, Math.max(needed, doubled));
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

  private byte[] toArray() {
    return size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
  }
}
