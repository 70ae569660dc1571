package btcfeed.exchange.line;

/** The header of one WebSocket frame (RFC 6455, 5.2). Reused from frame to frame, one thread. */
final class FrameHeader {
  private static final int CONTINUATION = 0;
  private static final int BINARY = 2;
  private static final int PING = 9;
  private static final int PONG = 10;
  private static final int CLOSE = 8;
  private static final int TWO_BYTE_LENGTH = 126;
  private static final int EIGHT_BYTE_LENGTH = 127;
  private static final int MASK_BYTES = 4;

  private int opcode;
  private boolean last;
  private boolean masked;
  private int headerBytes;
  private long payloadBytes;

  /** Reads the header that begins at {@code from}; false if not all of it has arrived. */
  boolean read(byte[] bytes, int from, int to) {
    if (to - from < 2) {
      return false;
    }
    int code = bytes[from + 1] & 0x7F;
    int lengthBytes = code == EIGHT_BYTE_LENGTH ? 8 : code == TWO_BYTE_LENGTH ? 2 : 0;
    masked = bytes[from + 1] < 0;
    headerBytes = 2 + lengthBytes + (masked ? MASK_BYTES : 0);
    if (to - from < headerBytes) {
      return false;
    }
    opcode = bytes[from] & 0x0F;
    last = bytes[from] < 0;
    payloadBytes = code;
    if (lengthBytes > 0) {
      payloadBytes = 0;
      for (int i = 0; i < lengthBytes; i++) {
        payloadBytes = (payloadBytes << 8) | (bytes[from + 2 + i] & 0xFF);
      }
    }
    return true;
  }

  /** Bytes of the payload; negative if the announced length exceeds a {@code long}. */
  long payloadBytes() {
    return payloadBytes;
  }

  /** Bytes of header and payload. */
  long frameBytes() {
    return headerBytes + payloadBytes;
  }

  /** Bytes of the header alone. */
  int headerBytes() {
    return headerBytes;
  }

  /** True for close, ping and pong, which may come between the fragments of a message. */
  boolean control() {
    return opcode >= CLOSE;
  }

  /** True for ping and pong. */
  boolean heartbeat() {
    return opcode == PING || opcode == PONG;
  }

  boolean close() {
    return opcode == CLOSE;
  }

  /** True for a fragment that is not the first of its message. */
  boolean continuation() {
    return opcode == CONTINUATION;
  }

  boolean binary() {
    return opcode == BINARY;
  }

  /** True if the payload is masked, which only a client may do. */
  boolean masked() {
    return masked;
  }

  /** True if the message ends with this frame. */
  boolean last() {
    return last;
  }
}
