package btcfeed.exchange.line;

import btcfeed.exchange.input.PayloadSample;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Splits the bytes of a connection into what a WebSocket library receives: whole frames, and large
 * or cut frames as fragments. It handles close frames itself.
 *
 * <p>Both libraries hold a frame back until all of it has arrived, and Tyrus refuses frames above 4
 * MiB. Fragments they deliver one by one. So memory grows with the bytes that arrived, and a
 * message that is cut short is delivered as far as it came.
 *
 * <p>Neither library limits a message over its fragments. So this class judges the announced length
 * of each frame before its payload is read, and its buffer has a fixed size. One thread.
 */
final class FrameSplitter {
  /** A frame with more payload than this is passed on as fragments. */
  private static final int LARGE_BYTES = 32 * 1024;

  // Holds every frame that is passed on whole, and fits into a fragment.
  private static final int BUFFER_BYTES = 0xFFFF;
  private static final int FRAGMENT_HEADER_BYTES = 4;
  private static final int FINAL = 0x80;
  private static final int OPCODE = 0x0F;
  private static final int CLOSE = 8;
  private static final int MASKED = 0x80;
  private static final int LENGTH = 0x7F;
  private static final int TWO_BYTE_LENGTH = 126;
  private static final int EIGHT_BYTE_LENGTH = 127;
  private static final int MAX_CONTROL_BYTES = 125;
  private static final int NO_CODE = 1005;

  private final int maxMessageBytes;
  private final ReadCoalescer coalescer;
  private final InboundDispatcher inbound;
  private final Transport transport;
  private final Consumer<ByteBuffer> library;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  // The bytes that the library has not received.
  private int from;
  private int to;
  private long messageBytes;
  // The header of the current frame. A length above the largest long is negative.
  private int firstByte;
  private boolean masked;
  private int headerBytes;
  private long payloadBytes;
  // Of a frame that is passed on as fragments: the payload that the library has not received.
  private long fragmentedLeft;
  private boolean emptyLeft;

  FrameSplitter(
      int maxMessageBytes,
      ReadCoalescer coalescer,
      InboundDispatcher inbound,
      Transport transport,
      Consumer<ByteBuffer> library) {
    this.maxMessageBytes = maxMessageBytes;
    this.coalescer = coalescer;
    this.inbound = inbound;
    this.transport = transport;
    this.library = library;
  }

  /** Reads once into the buffer; the number of bytes, negative at the end of the stream. */
  int fill(InputStream in) throws IOException {
    if (from == to) {
      from = 0;
      to = 0;
    } else if (to == buffer.length) {
      System.arraycopy(buffer, from, buffer, 0, to - from);
      to -= from;
      from = 0;
    }
    int count = in.read(buffer, to, buffer.length - to);
    to += Math.max(0, count);
    return count;
  }

  /** True if the bytes so far end inside a frame. */
  boolean insideFrame() {
    return from < to || fragmentedLeft > 0;
  }

  /** Passes on what has arrived. */
  void split() {
    int end = passOnFragment();
    while (fragmentedLeft == 0 && !transport.ended() && readHeader(end)) {
      Optional<String> violation = violation();
      if (violation.isPresent()) {
        passOn(end);
        transport.violated(Transport.PROTOCOL_ERROR, violation.get());
      } else if (tooLong()) {
        passOn(end);
        transport.oversized(
            payloadBytes < 0 ? Long.MAX_VALUE : messageBytes + payloadBytes,
            maxMessageBytes + " bytes");
      } else if (payloadBytes > LARGE_BYTES || longHeader()) {
        end = beginFragments(end);
      } else if (to - end < headerBytes + payloadBytes) {
        break;
      } else {
        end = wholeFrame(end);
      }
    }
    passOn(end);
  }

  /** Passes on what arrived of a frame whose rest is lost. */
  void cut() {
    if (fragmentedLeft == 0 && readHeader(from) && !control()) {
      beginFragments(from);
    }
  }

  /** Reads the header that begins here; false if not all of it has arrived. */
  private boolean readHeader(int begin) {
    if (to - begin < 2) {
      return false;
    }
    int code = buffer[begin + 1] & LENGTH;
    int lengthBytes = code == EIGHT_BYTE_LENGTH ? 8 : code == TWO_BYTE_LENGTH ? 2 : 0;
    headerBytes = 2 + lengthBytes;
    if (to - begin < headerBytes) {
      return false;
    }
    firstByte = buffer[begin];
    masked = (buffer[begin + 1] & MASKED) != 0;
    payloadBytes = lengthBytes == 0 ? code : 0;
    for (int i = 2; i < headerBytes; i++) {
      payloadBytes = (payloadBytes << 8) | (buffer[begin + i] & 0xFF);
    }
    return true;
  }

  /** True for close, ping and pong, which may come between the fragments of a message. */
  private boolean control() {
    return (firstByte & OPCODE) >= CLOSE;
  }

  private boolean last() {
    return (firstByte & FINAL) != 0;
  }

  /** True for a length in more bytes than it needs, which Netty refuses. */
  private boolean longHeader() {
    return !control() && headerBytes > (payloadBytes < TWO_BYTE_LENGTH ? 2 : FRAGMENT_HEADER_BYTES);
  }

  private boolean tooLong() {
    return !control() && (payloadBytes < 0 || payloadBytes > maxMessageBytes - messageBytes);
  }

  /** Violations of the protocol that one of the libraries does not notice, or not in time. */
  private Optional<String> violation() {
    if (masked) {
      return Optional.of("a frame of the server is masked");
    }
    if (control() && (payloadBytes < 0 || payloadBytes > MAX_CONTROL_BYTES)) {
      return Optional.of("a control frame is longer than " + MAX_CONTROL_BYTES + " bytes");
    }
    return (firstByte & OPCODE) == CLOSE && payloadBytes == 1
        ? Optional.of("a close frame has half a code")
        : Optional.empty();
  }

  /** Takes a frame that is all there; the end of what is judged. */
  private int wholeFrame(int begin) {
    int end = begin + headerBytes + (int) payloadBytes;
    coalescer.frame();
    if (!control()) {
      messageBytes = last() ? 0 : messageBytes + payloadBytes;
    } else if ((firstByte & OPCODE) == CLOSE) {
      passOn(begin);
      closed(begin + headerBytes);
    } else {
      passOn(end);
      inbound.heartbeat();
    }
    return end;
  }

  /** Answers a close frame. */
  private void closed(int payloadAt) {
    ByteBuffer payload = ByteBuffer.wrap(buffer, payloadAt, (int) payloadBytes);
    int code = payload.hasRemaining() ? payload.getShort() & 0xFFFF : NO_CODE;
    String reason = StandardCharsets.UTF_8.decode(payload).toString();
    transport.sendClose(code == NO_CODE ? Transport.NORMAL_CLOSURE : code);
    transport.end((code + " " + PayloadSample.of(reason)).strip());
  }

  /** Passes on the beginning of a frame, after all before it; the end of what is judged. */
  private int beginFragments(int begin) {
    passOn(begin);
    from = begin + headerBytes;
    messageBytes = last() ? 0 : messageBytes + payloadBytes;
    coalescer.frame();
    fragmentedLeft = payloadBytes;
    emptyLeft = payloadBytes == 0;
    return passOnFragment();
  }

  private int passOnFragment() {
    int count = (int) Math.min(fragmentedLeft, to - from);
    if (count > 0 || emptyLeft) {
      emptyLeft = false;
      fragmentedLeft -= count;
      ByteBuffer fragment = ByteBuffer.allocate(FRAGMENT_HEADER_BYTES + count);
      fragment.put((byte) (fragmentedLeft == 0 ? firstByte : firstByte & ~FINAL));
      if (count < TWO_BYTE_LENGTH) {
        fragment.put((byte) count);
      } else {
        fragment.put((byte) TWO_BYTE_LENGTH).putShort((short) count);
      }
      fragment.put(buffer, from, count).flip();
      // The next one continues the message.
      firstByte &= ~OPCODE;
      from += count;
      passOn(fragment);
    }
    return from;
  }

  private void passOn(int end) {
    if (end > from) {
      ByteBuffer frames = ByteBuffer.wrap(buffer, from, end - from);
      from = end;
      passOn(frames);
    }
  }

  private void passOn(ByteBuffer frames) {
    if (!transport.ended()) {
      library.accept(frames);
    }
  }
}
