package btcfeed.exchange.line;

import jakarta.websocket.CloseReason.CloseCodes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import org.glassfish.tyrus.spi.ReadHandler;

/**
 * Splits the bytes of a connection into what Tyrus receives: whole frames, and large frames as
 * fragments. Tyrus refuses frames above 4 MiB and copies each frame several times; fragments it
 * delivers one by one, so memory grows with the bytes that arrived.
 *
 * <p>Tyrus does not limit a message over its fragments. So this class judges the announced length
 * of each frame before its payload is read, and its buffer has a fixed size. One thread.
 */
final class TyrusFrameSplitter {
  /** A frame with more payload than this is passed on as fragments. */
  private static final int LARGE_BYTES = 32 * 1024;

  // Holds every frame that is passed on whole.
  private static final int BUFFER_BYTES = 2 * LARGE_BYTES;
  private static final int MAX_FRAGMENT_BYTES = 0xFFFF;
  private static final int FRAGMENT_HEADER_BYTES = 4;
  private static final int FINAL = 0x80;
  private static final int OPCODE = 0x0F;
  private static final int TWO_BYTE_LENGTH = 126;
  private static final int MAX_CONTROL_BYTES = 125;

  private final int maxMessageBytes;
  private final ReadCoalescer coalescer;
  private final TransportListener listener;
  private final TyrusEndpoint endpoint;
  private final TyrusSocketWriter out;
  private final ReadHandler tyrus;
  private final FrameHeader header = new FrameHeader();
  private final byte[] buffer = new byte[BUFFER_BYTES];
  // The bytes that Tyrus has not received.
  private int from;
  private int to;
  private long messageBytes;
  // Of a large frame: the payload that Tyrus has not received, and how its next fragment begins.
  private long largeLeft;
  private int largeFirstByte;

  TyrusFrameSplitter(
      int maxMessageBytes,
      ReadCoalescer coalescer,
      TransportListener listener,
      TyrusEndpoint endpoint,
      TyrusSocketWriter out,
      ReadHandler tyrus) {
    this.maxMessageBytes = maxMessageBytes;
    this.coalescer = coalescer;
    this.listener = listener;
    this.endpoint = endpoint;
    this.out = out;
    this.tyrus = tyrus;
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
    return from < to || largeLeft > 0;
  }

  /** Passes on what has arrived; the reason if the connection ends here. */
  Optional<String> split() {
    int end = passOnLarge();
    while (largeLeft == 0 && header.read(buffer, end, to) && !out.closed()) {
      long payload = header.payloadBytes();
      if (header.control() && (payload < 0 || payload > MAX_CONTROL_BYTES)) {
        // Tyrus reports the violation to the venue as soon as it sees the header.
        passOn(end + header.headerBytes());
        return Optional.empty();
      }
      Optional<String> violation = violation();
      if (violation.isPresent()) {
        passOn(end);
        listener.malformed(violation.get());
        out.sendClose(CloseCodes.PROTOCOL_ERROR.getCode());
        return violation;
      }
      if (!header.control() && (payload < 0 || payload > maxMessageBytes - messageBytes)) {
        passOn(end);
        listener.oversized(
            payload < 0 ? Long.MAX_VALUE : messageBytes + payload, maxMessageBytes + " bytes");
        out.sendClose(CloseCodes.TOO_BIG.getCode());
        return Optional.of("a message was too long");
      }
      if (payload > LARGE_BYTES) {
        end = beginLarge(end);
        continue;
      }
      if (to - end < header.frameBytes()) {
        break;
      }
      end += (int) header.frameBytes();
      coalescer.frame();
      if (header.control()) {
        control(end);
      } else {
        messageBytes = header.last() ? 0 : messageBytes + payload;
      }
    }
    passOn(end);
    return Optional.empty();
  }

  /** Delivers what arrived of a message whose rest is lost. */
  void cut() {
    if (largeLeft > 0) {
      endpoint.cut(new byte[0], (largeFirstByte & OPCODE) == 0, header.binary());
    } else if (header.read(buffer, from, to)) {
      if (!header.control()) {
        byte[] rest = Arrays.copyOfRange(buffer, from + header.headerBytes(), to);
        endpoint.cut(rest, header.continuation(), header.binary());
      }
    } else if (messageBytes > 0) {
      endpoint.cut(new byte[0], /* continuation= */ true, /* binary= */ false);
    }
  }

  /** Violations of the protocol that Tyrus does not notice. */
  private Optional<String> violation() {
    if (header.masked()) {
      return Optional.of("a frame of the server is masked");
    }
    return header.close() && header.payloadBytes() == 1
        ? Optional.of("a close frame has half a code")
        : Optional.empty();
  }

  /** Passes on the beginning of a large frame, after all before it; the end of what is judged. */
  private int beginLarge(int begin) {
    passOn(begin);
    from = begin + header.headerBytes();
    messageBytes = header.last() ? 0 : messageBytes + header.payloadBytes();
    coalescer.frame();
    largeLeft = header.payloadBytes();
    largeFirstByte = buffer[begin] & ~FINAL;
    return passOnLarge();
  }

  private int passOnLarge() {
    while (largeLeft > 0 && from < to) {
      int count = (int) Math.min(Math.min(largeLeft, to - from), MAX_FRAGMENT_BYTES);
      largeLeft -= count;
      boolean ends = header.last() && largeLeft == 0;
      ByteBuffer fragment = ByteBuffer.allocate(FRAGMENT_HEADER_BYTES + count);
      fragment.put((byte) (largeFirstByte | (ends ? FINAL : 0)));
      if (count < TWO_BYTE_LENGTH) {
        fragment.put((byte) count);
      } else {
        fragment.put((byte) TWO_BYTE_LENGTH).putShort((short) count);
      }
      fragment.put(buffer, from, count).flip();
      largeFirstByte = 0;
      from += count;
      passOn(fragment);
    }
    return from;
  }

  private void control(int end) {
    if (header.close()) {
      endpoint.closeFrameArrived();
    }
    passOn(end);
    if (header.heartbeat()) {
      listener.heartbeat();
    }
  }

  private void passOn(int end) {
    if (end > from) {
      ByteBuffer frames = ByteBuffer.wrap(buffer, from, end - from);
      from = end;
      passOn(frames);
    }
  }

  private void passOn(ByteBuffer frames) {
    if (!out.closed()) {
      tyrus.handle(frames);
    }
  }
}
