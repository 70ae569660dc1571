package btcfeed.exchange.line;

import java.nio.ByteBuffer;

/**
 * A large frame, split into fragments for Tyrus. Tyrus refuses frames above 4 MiB and copies each
 * frame several times. It delivers fragments one by one, so the only limit is ours, and memory
 * grows with the bytes that arrived. One thread.
 */
final class LargeFrame {
  /** A frame with more payload than this is handed on in parts. */
  static final int LARGE_BYTES = 32 * 1024;

  private static final int FINAL = 0x80;
  private static final int OPCODE = 0x0F;
  private static final int TWO_BYTE_LENGTH = 126;
  private static final int HEADER_BYTES = 4;

  private int firstByte;
  private boolean last;
  private boolean continuation;
  private boolean binary;
  private long payloadLeft;

  /**
   * Begins with a frame.
   *
   * @param header its first byte
   */
  void begin(byte header, long payloadBytes) {
    last = (header & FINAL) != 0;
    firstByte = header & ~FINAL;
    continuation = (header & OPCODE) == 0;
    binary = (header & OPCODE) == 2;
    payloadLeft = payloadBytes;
  }

  /** True until all of the frame has been handed on. */
  boolean unfinished() {
    return payloadLeft > 0;
  }

  /** True if what comes next is not the beginning of its message. */
  boolean continuation() {
    return continuation;
  }

  boolean binary() {
    return binary;
  }

  /** The number of bytes to hand on next, if so many are there. */
  int next(int available) {
    return (int) Math.min(Math.min(payloadLeft, available), 0xFFFF);
  }

  /** The next bytes of the payload as a fragment. */
  ByteBuffer fragment(byte[] bytes, int from, int count) {
    payloadLeft -= count;
    boolean ends = last && payloadLeft == 0;
    ByteBuffer fragment = ByteBuffer.allocate(HEADER_BYTES + count);
    fragment.put((byte) (firstByte | (ends ? FINAL : 0)));
    if (count < TWO_BYTE_LENGTH) {
      fragment.put((byte) count);
    } else {
      fragment.put((byte) TWO_BYTE_LENGTH).putShort((short) count);
    }
    fragment.put(bytes, from, count).flip();
    firstByte = 0;
    continuation = true;
    return fragment;
  }
}
