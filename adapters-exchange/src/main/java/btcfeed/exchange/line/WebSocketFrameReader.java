package btcfeed.exchange.line;

import btcfeed.exchange.input.MessageBudget;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.websocketx.WebSocketFrameDecoder;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads the frames of a WebSocket server (RFC 6455, 5.2) and joins them to messages.
 *
 * <p>Netty's own decoder holds a frame back until all of it has arrived. This one takes the bytes
 * as they come. That has four effects. The limit covers a message with all its fragments. A length
 * above the limit is refused before its payload is read. Memory grows only with bytes that arrived.
 * A message that is cut short is delivered as far as it came.
 *
 * <p>Called on the thread of the event loop. After {@link #stop} it drops what still comes.
 */
final class WebSocketFrameReader extends ChannelInboundHandlerAdapter
    implements WebSocketFrameDecoder {
  private static final int FINAL = 0x80;
  private static final int RESERVED = 0x70;
  private static final int OPCODE = 0x0F;
  private static final int MASKED = 0x80;
  private static final int LENGTH = 0x7F;
  private static final int CONTINUATION = 0;
  private static final int BINARY = 2;
  private static final int CLOSE = 8;
  private static final int PING = 9;
  private static final int PONG = 10;
  private static final int TWO_BYTE_LENGTH = 126;
  private static final int EIGHT_BYTE_LENGTH = 127;
  private static final int MAX_HEADER_BYTES = 10;
  private static final int MAX_CONTROL_BYTES = 125;
  private static final int NO_CODE = 1005;

  /** Receives messages and the end of the connection, on the thread of the event loop. */
  interface Listener {
    /** A whole message came. */
    void message(byte[] bytes, boolean binary);

    void ping(byte[] payload);

    void pong();

    /** The server closes the connection. */
    void closing(int code, String reason);

    /** The server broke the protocol. */
    void violation(String detail);

    /** A message is longer than the limit, or longer than there is memory for. */
    void oversized(long bytes, String limit);

    /** All bytes that had arrived have been read. */
    void readComplete();

    /**
     * The connection ended.
     *
     * @param inside true if that was inside a frame or a message
     * @param beginning what came of an unfinished message, maybe nothing
     */
    void ended(boolean inside, byte[] beginning, boolean binary);
  }

  private final int maxMessageBytes;
  private final MessageBudget budget;
  private final Listener listener;
  private final MessageBuffer message;
  private final byte[] header = new byte[MAX_HEADER_BYTES];
  private final byte[] control = new byte[MAX_CONTROL_BYTES];
  private int headerBytes;
  private int controlBytes;
  // Of the frame whose payload is read.
  private boolean inPayload;
  private int opcode;
  private boolean last;
  private long payloadLeft;
  // Of the message that its fragments make up.
  private boolean begun;
  private boolean binary;
  private boolean stopped;

  WebSocketFrameReader(int maxMessageBytes, MessageBudget budget, Listener listener) {
    this.maxMessageBytes = maxMessageBytes;
    this.budget = budget;
    this.listener = listener;
    this.message = new MessageBuffer(budget);
  }

  /** From now on nothing is read. */
  void stop() {
    stopped = true;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object received) {
    try {
      // The end of the HTTP response comes through here too; it carries nothing.
      if (received instanceof ByteBuf bytes) {
        read(bytes);
      }
    } finally {
      ReferenceCountUtil.release(received);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    listener.readComplete();
    context.fireChannelReadComplete();
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    byte[] beginning = stopped ? new byte[0] : message.toArray();
    boolean inside = headerBytes > 0 || inPayload || begun;
    message.clear();
    listener.ended(inside, beginning, binary);
    context.fireChannelInactive();
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    message.clear();
  }

  private void read(ByteBuf in) {
    while (!stopped && (in.isReadable() || (inPayload && payloadLeft == 0))) {
      if (inPayload) {
        payload(in);
      } else if (headerComplete(in)) {
        frame();
      }
    }
  }

  private boolean headerComplete(ByteBuf in) {
    while (in.isReadable() && headerBytes < headerLength()) {
      header[headerBytes++] = in.readByte();
    }
    return headerBytes == headerLength();
  }

  private int headerLength() {
    int code = headerBytes < 2 ? 0 : header[1] & LENGTH;
    return code == EIGHT_BYTE_LENGTH ? MAX_HEADER_BYTES : code == TWO_BYTE_LENGTH ? 4 : 2;
  }

  /** Checks the header of a frame and begins with its payload. */
  private void frame() {
    opcode = header[0] & OPCODE;
    last = (header[0] & FINAL) != 0;
    long length = announcedLength();
    headerBytes = 0;
    if ((header[0] & RESERVED) != 0) {
      violate("a frame uses an extension that was not agreed on");
    } else if ((header[1] & MASKED) != 0) {
      violate("a frame of the server is masked");
    } else if (opcode >= CLOSE) {
      controlFrame(length);
    } else {
      dataFrame(length);
    }
  }

  private void controlFrame(long length) {
    if (opcode > PONG) {
      violate("a frame has the unknown opcode " + opcode);
    } else if (!last || length < 0 || length > MAX_CONTROL_BYTES) {
      violate("a control frame is fragmented or longer than " + MAX_CONTROL_BYTES + " bytes");
    } else {
      controlBytes = 0;
      beginPayload(length);
    }
  }

  private void dataFrame(long length) {
    if (opcode > BINARY) {
      violate("a frame has the unknown opcode " + opcode);
    } else if (begun != (opcode == CONTINUATION)) {
      violate(
          begun
              ? "a message begins before the one before it has ended"
              : "a fragment belongs to no message");
    } else if (length < 0 || length > maxMessageBytes - message.size()) {
      oversized(length < 0 ? Long.MAX_VALUE : message.size() + length, maxMessageBytes + " bytes");
    } else {
      if (!begun) {
        binary = opcode == BINARY;
      }
      begun = true;
      beginPayload(length);
    }
  }

  private void beginPayload(long length) {
    payloadLeft = length;
    inPayload = true;
  }

  private void payload(ByteBuf in) {
    int count = (int) Math.min(payloadLeft, in.readableBytes());
    if (opcode >= CLOSE) {
      in.readBytes(control, controlBytes, count);
      controlBytes += count;
    } else if (last && message.size() == 0 && count == payloadLeft) {
      // Nearly every message: one frame, all there.
      byte[] whole = new byte[count];
      in.readBytes(whole);
      endFrame();
      begun = false;
      listener.message(whole, binary);
      return;
    } else if (!message.append(in, count, (int) (message.size() + payloadLeft))) {
      oversized(
          message.size() + payloadLeft,
          budget.limitBytes() + " bytes for the unfinished messages of all connections");
      return;
    }
    payloadLeft -= count;
    if (payloadLeft == 0) {
      endFrame();
      if (opcode >= CLOSE) {
        controlFrameEnded();
      } else if (last) {
        messageEnded();
      }
    }
  }

  private void endFrame() {
    inPayload = false;
    payloadLeft = 0;
  }

  private void messageEnded() {
    begun = false;
    try {
      listener.message(message.toArray(), binary);
    } finally {
      message.clear();
    }
  }

  private void controlFrameEnded() {
    switch (opcode) {
      case PING -> listener.ping(Arrays.copyOf(control, controlBytes));
      case PONG -> listener.pong();
      default -> closeFrame();
    }
  }

  private void closeFrame() {
    if (controlBytes == 1) {
      violate("a close frame has half a code");
      return;
    }
    stop();
    int code = controlBytes == 0 ? NO_CODE : ((control[0] & 0xFF) << 8) | (control[1] & 0xFF);
    int reasonBytes = Math.max(0, controlBytes - 2);
    listener.closing(code, new String(control, 2, reasonBytes, StandardCharsets.UTF_8));
  }

  /** The length of the payload; negative if it is announced as more than there are numbers for. */
  private long announcedLength() {
    int code = header[1] & LENGTH;
    if (code < TWO_BYTE_LENGTH) {
      return code;
    }
    long length = 0;
    for (int i = 2; i < headerBytes; i++) {
      length = (length << 8) | (header[i] & 0xFF);
    }
    return length;
  }

  private void violate(String detail) {
    stop();
    message.clear();
    listener.violation(detail);
  }

  private void oversized(long bytes, String limit) {
    stop();
    message.clear();
    listener.oversized(bytes, limit);
  }
}
