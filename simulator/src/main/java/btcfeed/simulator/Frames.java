package btcfeed.simulator;

import java.io.ByteArrayOutputStream;
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

  /** The longest header of an unmasked frame. */
  static final int MAX_HEADER_BYTES = 10;

  private static final int LAST = 0x80;
  private static final int TWO_BYTES = 126;
  private static final int EIGHT_BYTES = 127;

  private Frames() {}

  static byte[] text(String text) {
    return frame(TEXT, text.getBytes(StandardCharsets.UTF_8));
  }

  static byte[] close(int code, String reason) {
    byte[] text = reason.getBytes(StandardCharsets.UTF_8);
    byte[] payload = new byte[2 + text.length];
    payload[0] = (byte) (code >>> 8);
    payload[1] = (byte) code;
    System.arraycopy(text, 0, payload, 2, text.length);
    return frame(CLOSE, payload);
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
    List<Integer> ends =
        cuts.stream().filter(cut -> cut > 0 && cut < payload.length).sorted().distinct().toList();
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    int from = 0;
    for (int end : ends) {
      all.writeBytes(frame(from == 0 ? opcode : CONTINUATION, payload, from, end));
      from = end;
    }
    all.writeBytes(
        frame(LAST | (from == 0 ? opcode : CONTINUATION), payload, from, payload.length));
    return all.toByteArray();
  }

  /** Writes the header of a final frame and returns where its payload begins. */
  static int header(byte[] out, int at, int opcode, int payloadBytes) {
    return header(out, at, LAST | opcode, (long) payloadBytes);
  }

  private static byte[] frame(int firstByte, byte[] payload, int from, int to) {
    byte[] header = new byte[MAX_HEADER_BYTES];
    int headerBytes = header(header, 0, firstByte, (long) to - from);
    byte[] frame = Arrays.copyOf(header, headerBytes + to - from);
    System.arraycopy(payload, from, frame, headerBytes, to - from);
    return frame;
  }

  private static int header(byte[] out, int at, int firstByte, long payloadBytes) {
    out[at] = (byte) firstByte;
    int lengthBytes = payloadBytes < TWO_BYTES ? 0 : payloadBytes <= 0xFFFF ? 2 : 8;
    out[at + 1] =
        (byte) (lengthBytes == 0 ? payloadBytes : lengthBytes == 2 ? TWO_BYTES : EIGHT_BYTES);
    for (int i = 0; i < lengthBytes; i++) {
      out[at + 2 + i] = (byte) (payloadBytes >>> (8 * (lengthBytes - 1 - i)));
    }
    return at + 2 + lengthBytes;
  }
}
