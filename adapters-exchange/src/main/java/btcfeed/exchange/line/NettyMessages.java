package btcfeed.exchange.line;

import btcfeed.domain.line.BadInput;
import btcfeed.domain.line.LineEvent;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Handles the messages of one connection: decodes them, answers pings, and reports once how the
 * connection ended. Called on the thread of the event loop.
 */
final class NettyMessages implements WebSocketFrameReader.Listener {
  private static final int PROTOCOL_ERROR = 1002;
  private static final int NO_CODE = 1005;
  private static final int NOT_UTF8 = 1007;
  private static final int TOO_BIG = 1009;

  private final Channel channel;
  private final InboundDispatcher hearing;
  private final EventGate gate;
  private final ArrivalTimes arrival;
  private final Consumer<String> ended;
  private Optional<Throwable> failure = Optional.empty();
  private boolean over;

  /**
   * Makes the handler of one channel.
   *
   * @param ended accepts the reason for which the connection ended
   */
  NettyMessages(
      Channel channel,
      InboundDispatcher hearing,
      EventGate gate,
      ArrivalTimes arrival,
      Consumer<String> ended) {
    this.channel = channel;
    this.hearing = hearing;
    this.gate = gate;
    this.arrival = arrival;
    this.ended = ended;
  }

  @Override
  public void message(byte[] bytes, boolean binary) {
    if (binary || utf8(bytes)) {
      guarded(() -> hearing.hear(bytes, binary, arrival.wallUs(), arrival.nanos()));
    } else {
      broken(NOT_UTF8, "a text message is not UTF-8");
    }
  }

  @Override
  public void readComplete() {
    guarded(hearing::flush);
  }

  @Override
  public void ping(byte[] payload) {
    // A venue that sends pings and takes no answer must not fill our memory with answers.
    if (channel.isWritable()) {
      var _ = channel.writeAndFlush(new PongWebSocketFrame(Unpooled.wrappedBuffer(payload)));
    }
    pong();
  }

  @Override
  public void pong() {
    say(new LineEvent.Heartbeat());
  }

  @Override
  public void closing(int code, String reason) {
    end((code + " " + PayloadSample.of(reason)).strip());
    leave(
        code == NO_CODE
            ? new CloseWebSocketFrame()
            : new CloseWebSocketFrame(/* finalFragment= */ true, 0, code, ""));
  }

  @Override
  public void violation(String detail) {
    broken(PROTOCOL_ERROR, detail);
  }

  @Override
  public void oversized(long bytes, String limit) {
    bad(BadInput.OVERSIZED, "a message of at least " + bytes + " bytes; the limit is " + limit);
    end("a message was too long");
    leave(new CloseWebSocketFrame(true, 0, TOO_BIG, ""));
  }

  @Override
  public void ended(boolean inside, byte[] beginning, boolean binary) {
    if (inside && !over) {
      guarded(() -> hearing.cut(beginning, binary, arrival.wallUs(), arrival.nanos()));
    }
    end(
        failure
            .map(NettyMessages::words)
            .orElse(
                inside
                    ? "the connection ended inside a frame"
                    : "the venue ended the connection without a word"));
  }

  /** The transport failed; the channel closes next. */
  void failed(Throwable cause) {
    if (failure.isEmpty()) {
      failure = Optional.of(cause);
    }
  }

  /** Passes an event to the listener, after all events of earlier messages. */
  void say(LineEvent event) {
    guarded(
        () -> {
          hearing.flush();
          gate.say(event);
        });
  }

  /** The failure in its own words, without the exception that Netty wraps around it. */
  static String words(Throwable failure) {
    Throwable cause =
        failure instanceof DecoderException
            ? Optional.ofNullable(failure.getCause()).orElse(failure)
            : failure;
    return PayloadSample.of(Optional.ofNullable(cause.getMessage()).orElseGet(cause::toString));
  }

  private void broken(int code, String detail) {
    bad(BadInput.MALFORMED, detail);
    end(detail);
    leave(new CloseWebSocketFrame(true, 0, code, ""));
  }

  private void bad(BadInput reason, String detail) {
    say(new LineEvent.Bad(reason, detail, Optional.empty()));
  }

  private void leave(CloseWebSocketFrame farewell) {
    channel.writeAndFlush(farewell).addListener(ChannelFutureListener.CLOSE);
  }

  /** Ends the connection if the listener fails: without a listener its trades would be lost. */
  private void guarded(Runnable saying) {
    if (over) {
      return;
    }
    try {
      saying.run();
    } catch (RuntimeException e) {
      end("the listener failed: " + e);
      var _ = channel.close();
    }
  }

  private void end(String detail) {
    if (over) {
      return;
    }
    try {
      hearing.flush();
      over = true;
      ended.accept(detail);
    } catch (RuntimeException _) {
      // The listener failed at its last event.
      over = true;
    }
  }

  private static boolean utf8(byte[] bytes) {
    int highBits = 0;
    for (byte b : bytes) {
      highBits |= b;
    }
    if (highBits >= 0) {
      return true;
    }
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException _) {
      return false;
    }
  }
}
