package btcfeed.exchange.line;

import btcfeed.exchange.input.MessageBudget;
import btcfeed.exchange.input.PayloadSample;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrameDecoder;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Reads the frames of a WebSocket server (RFC 6455, 5.2), joins them to messages, and answers pings
 * and close frames.
 *
 * <p>Netty's own decoder holds a frame back until all of it has arrived. This one takes the bytes
 * as they come. That has four effects. The limit covers a message with all its fragments. A length
 * above the limit is refused before its payload is read. Memory grows only with bytes that arrived.
 * A message that is cut short is delivered as far as it came.
 *
 * <p>Called on the thread of the event loop.
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

  private static final int PROTOCOL_ERROR = 1002;
  private static final int NO_CODE = 1005;
  private static final int NOT_UTF8 = 1007;
  private static final int TOO_BIG = 1009;

  private final int maxMessageBytes;
  private final MessageBudget budget;
  private final TransportListener listener;
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
  private Optional<String> failure = Optional.empty();
  private boolean stopped;

  WebSocketFrameReader(int maxMessageBytes, MessageBudget budget, TransportListener listener) {
    this.maxMessageBytes = maxMessageBytes;
    this.budget = budget;
    this.listener = listener;
    this.message = new MessageBuffer(budget);
  }

  /** Reads nothing and reports nothing from now on. */
  void stop() {
    stopped = true;
    message.clear();
  }

  /** The message of a failure, without the exception that Netty wraps around it. */
  static String detail(Throwable failure) {
    Throwable cause =
        failure instanceof DecoderException
            ? Optional.ofNullable(failure.getCause()).orElse(failure)
            : failure;
    return PayloadSample.of(Optional.ofNullable(cause.getMessage()).orElseGet(cause::toString));
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object received) {
    try {
      // The end of the HTTP response comes through here too; it carries nothing.
      if (received instanceof ByteBuf bytes) {
        read(context, bytes);
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
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    failure = failure.or(() -> Optional.of(detail(cause)));
    var _ = context.close();
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    if (!stopped) {
      boolean inside = headerBytes > 0 || inPayload || begun;
      if (inside) {
        listener.cut(message.toArray(), binary);
      }
      listener.ended(
          failure.orElse(
              inside
                  ? "the connection ended inside a frame"
                  : "the venue ended the connection without a word"));
      stop();
    }
    context.fireChannelInactive();
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    message.clear();
  }

  private void read(ChannelHandlerContext context, ByteBuf in) {
    while (!stopped && (in.isReadable() || (inPayload && payloadLeft == 0))) {
      if (inPayload) {
        payload(context, in);
      } else if (headerComplete(in)) {
        frame(context);
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
  private void frame(ChannelHandlerContext context) {
    opcode = header[0] & OPCODE;
    last = (header[0] & FINAL) != 0;
    long length = announcedLength();
    headerBytes = 0;
    Optional<String> violation = violation(length);
    if (violation.isPresent()) {
      violate(context, PROTOCOL_ERROR, violation.get());
      return;
    }
    if (opcode >= CLOSE) {
      controlBytes = 0;
    } else if (length < 0 || length > maxMessageBytes - message.size()) {
      oversized(
          context,
          length < 0 ? Long.MAX_VALUE : message.size() + length,
          maxMessageBytes + " bytes");
      return;
    } else {
      binary = begun ? binary : opcode == BINARY;
      begun = true;
    }
    payloadLeft = length;
    inPayload = true;
  }

  private Optional<String> violation(long length) {
    if ((header[0] & RESERVED) != 0) {
      return Optional.of("a frame uses an extension that was not agreed on");
    }
    if ((header[1] & MASKED) != 0) {
      return Optional.of("a frame of the server is masked");
    }
    if (opcode > PONG || (opcode > BINARY && opcode < CLOSE)) {
      return Optional.of("a frame has the unknown opcode " + opcode);
    }
    if (opcode >= CLOSE) {
      return last && length >= 0 && length <= MAX_CONTROL_BYTES
          ? Optional.empty()
          : Optional.of(
              "a control frame is fragmented or longer than " + MAX_CONTROL_BYTES + " bytes");
    }
    if (begun == (opcode == CONTINUATION)) {
      return Optional.empty();
    }
    return Optional.of(
        begun
            ? "a message begins before the one before it has ended"
            : "a fragment belongs to no message");
  }

  private void payload(ChannelHandlerContext context, ByteBuf in) {
    int count = (int) Math.min(payloadLeft, in.readableBytes());
    if (opcode >= CLOSE) {
      in.readBytes(control, controlBytes, count);
      controlBytes += count;
    } else if (last && message.size() == 0 && count == payloadLeft) {
      // Nearly every message: one frame, all there.
      byte[] whole = new byte[count];
      in.readBytes(whole);
      inPayload = false;
      messageEnded(context, whole);
      return;
    } else if (!message.append(in, count, (int) (message.size() + payloadLeft))) {
      oversized(
          context,
          message.size() + payloadLeft,
          budget.limitBytes() + " bytes for the unfinished messages of all connections");
      return;
    }
    payloadLeft -= count;
    if (payloadLeft == 0) {
      inPayload = false;
      if (opcode >= CLOSE) {
        controlFrameEnded(context);
      } else if (last) {
        messageEnded(context, message.toArray());
        message.clear();
      }
    }
  }

  private void messageEnded(ChannelHandlerContext context, byte[] whole) {
    begun = false;
    if (binary || utf8(whole)) {
      listener.message(whole, binary);
    } else {
      violate(context, NOT_UTF8, "a text message is not UTF-8");
    }
  }

  private void controlFrameEnded(ChannelHandlerContext context) {
    switch (opcode) {
      case PING -> {
        // A venue that sends pings and reads nothing must not fill our memory with pongs.
        if (context.channel().isWritable()) {
          ByteBuf payload = Unpooled.copiedBuffer(control, 0, controlBytes);
          var _ = context.channel().writeAndFlush(new PongWebSocketFrame(payload));
        }
        listener.heartbeat();
      }
      case PONG -> listener.heartbeat();
      default -> closeFrame(context);
    }
  }

  private void closeFrame(ChannelHandlerContext context) {
    if (controlBytes == 1) {
      violate(context, PROTOCOL_ERROR, "a close frame has half a code");
      return;
    }
    int code = controlBytes == 0 ? NO_CODE : ((control[0] & 0xFF) << 8) | (control[1] & 0xFF);
    int reasonBytes = Math.max(0, controlBytes - 2);
    String reason = new String(control, 2, reasonBytes, StandardCharsets.UTF_8);
    end(context, code, (code + " " + PayloadSample.of(reason)).strip());
  }

  /** The length of the payload; negative if the announced length exceeds a {@code long}. */
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

  private void violate(ChannelHandlerContext context, int code, String detail) {
    listener.malformed(detail);
    end(context, code, detail);
  }

  private void oversized(ChannelHandlerContext context, long bytes, String limit) {
    listener.oversized(bytes, limit);
    end(context, TOO_BIG, "a message was too long");
  }

  /** Reports the end, and sends a close frame before the channel is closed. */
  private void end(ChannelHandlerContext context, int code, String detail) {
    listener.ended(detail);
    stop();
    context
        .channel()
        .writeAndFlush(
            code == NO_CODE
                ? new CloseWebSocketFrame()
                : new CloseWebSocketFrame(/* finalFragment= */ true, 0, code, ""))
        .addListener(ChannelFutureListener.CLOSE);
  }

  private static boolean utf8(byte[] bytes) {
    int highBits = 0;
    for (byte b : bytes) {
      highBits |= b;
    }
    return highBits >= 0
        || ByteBufUtil.isText(Unpooled.wrappedBuffer(bytes), StandardCharsets.UTF_8);
  }
}
