package btcfeed.simulator;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** WebSocket frames as a server sends them (RFC 6455, 5.2): unmasked bytes. */
final class Frames {
  static final int CONTINUATION = 0;
  static final int TEXT = 1;
  static final int BINARY = 2;
  static final int CLOSE = 8;
  static final int PING = 9;
  static final int PONG = 10;

  /** The length of a frame that is two bytes longer, or eight. */
  static final int TWO_BYTES = 126;

  static final int EIGHT_BYTES = 127;

  /** The bits of the first byte that are the opcode. */
  static final int OPCODE = 0x0F;

  private static final int LAST = 0x80;
  private static final int MAX_HEADER_BYTES = 10;

  private Frames() {}

  static byte[] close(int code, String reason) {
    byte[] text = reason.getBytes(StandardCharsets.UTF_8);
    return frame(
        CLOSE, ByteBuffer.allocate(2 + text.length).putShort((short) code).put(text).array());
  }

  /** A complete message in one frame. */
  static byte[] frame(int opcode, byte[] payload) {
    return frame(LAST | opcode, payload, 0, payload.length);
  }

  /**
   * One message in several frames.
   *
   * @param cuts payload bytes at which the frames end, except the last one; cuts outside of it are
   *     ignored
   */
  static byte[] fragments(int opcode, byte[] payload, List<Integer> cuts) {
    if (cuts.isEmpty()) {
      return frame(opcode, payload);
    }
    List<Integer> ends =
        cuts.stream().filter(cut -> cut > 0 && cut < payload.length).sorted().distinct().toList();
    ByteBuffer all = ByteBuffer.allocate(payload.length + MAX_HEADER_BYTES * (ends.size() + 1));
    int from = 0;
    for (int end : ends) {
      all.put(frame(from == 0 ? opcode : CONTINUATION, payload, from, end));
      from = end;
    }
    all.put(frame(LAST | (from == 0 ? opcode : CONTINUATION), payload, from, payload.length));
    return Arrays.copyOf(all.array(), all.position());
  }

  static byte[] joined(List<byte[]> frames) {
    ByteBuffer all = ByteBuffer.allocate(frames.stream().mapToInt(frame -> frame.length).sum());
    frames.forEach(all::put);
    return all.array();
  }

  /** Where the payload of an unmasked frame begins. */
  static int headerBytes(byte[] frame) {
    return switch (frame[1]) {
      case TWO_BYTES -> 4;
      case EIGHT_BYTES -> MAX_HEADER_BYTES;
      default -> 2;
    };
  }

  private static byte[] frame(int firstByte, byte[] payload, int from, int to) {
    int length = to - from;
    ByteBuffer frame = ByteBuffer.allocate(MAX_HEADER_BYTES + length).put((byte) firstByte);
    if (length < TWO_BYTES) {
      frame.put((byte) length);
    } else if (length <= 0xFFFF) {
      frame.put((byte) TWO_BYTES).putShort((short) length);
    } else {
      frame.put((byte) EIGHT_BYTES).putLong(length);
    }
    frame.put(payload, from, length);
    return Arrays.copyOf(frame.array(), frame.position());
  }
}
