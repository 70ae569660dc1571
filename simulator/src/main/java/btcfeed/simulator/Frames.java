package btcfeed.simulator;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
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
    List<byte[]> frames = new ArrayList<>();
    int from = 0;
    for (int end : ends) {
      frames.add(frame(from == 0 ? opcode : CONTINUATION, payload, from, end));
      from = end;
    }
    frames.add(frame(LAST | (from == 0 ? opcode : CONTINUATION), payload, from, payload.length));
    return joined(frames);
  }

  static byte[] joined(List<byte[]> frames) {
    byte[] all = new byte[frames.stream().mapToInt(frame -> frame.length).sum()];
    int at = 0;
    for (byte[] frame : frames) {
      System.arraycopy(frame, 0, all, at, frame.length);
      at += frame.length;
    }
    return all;
  }

  /** Where the payload of an unmasked frame begins. */
  static int headerBytes(byte[] frame) {
    return switch (frame[1]) {
      case TWO_BYTES -> 4;
      case EIGHT_BYTES -> 10;
      default -> 2;
    };
  }

  private static byte[] frame(int firstByte, byte[] payload, int from, int to) {
    long length = (long) to - from;
    int lengthBytes = length < TWO_BYTES ? 0 : length <= 0xFFFF ? 2 : 8;
    byte[] frame = new byte[2 + lengthBytes + to - from];
    frame[0] = (byte) firstByte;
    frame[1] = (byte) (lengthBytes == 0 ? length : lengthBytes == 2 ? TWO_BYTES : EIGHT_BYTES);
    for (int i = 0; i < lengthBytes; i++) {
      frame[2 + i] = (byte) (length >>> (8 * (lengthBytes - 1 - i)));
    }
    System.arraycopy(payload, from, frame, 2 + lengthBytes, to - from);
    return frame;
  }
}
