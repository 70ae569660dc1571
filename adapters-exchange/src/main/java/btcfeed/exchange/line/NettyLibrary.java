package btcfeed.exchange.line;

import btcfeed.exchange.input.PayloadSample;
import btcfeed.exchange.net.ResponseHead;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameEncoder;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshaker13;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketHandshakeException;
import io.netty.handler.codec.http.websocketx.WebSocketVersion;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Netty's handshake and its codecs of frames, without its channels and event loops. */
final class NettyLibrary extends WebSocketClientHandshaker13 implements WebSocketLibrary {
  private static final int MAX_FRAME_BYTES = 64 * 1024;

  private final Transport transport;
  private final MessageAssembler messages;
  private final EmbeddedChannel decoding;
  private boolean binary;

  NettyLibrary(URI uri, Transport transport, MessageAssembler messages) {
    super(
        uri,
        WebSocketVersion.V13,
        "",
        /* allowExtensions= */ false,
        new DefaultHttpHeaders(),
        MAX_FRAME_BYTES);
    this.transport = transport;
    this.messages = messages;
    WebSocketDecoderConfig config =
        WebSocketDecoderConfig.newBuilder()
            .expectMaskedFrames(false)
            .closeOnProtocolViolation(false)
            .build();
    this.decoding = new EmbeddedChannel(new WebSocket13FrameDecoder(config));
    // A payload then has an array of its own, which becomes the message.
    decoding.config().setAllocator(new UnpooledByteBufAllocator(/* preferDirect= */ false));
  }

  @Override
  public void open() throws IOException {
    HttpHeaders request = newHandshakeRequest().headers();
    // Only browsers need one, and a server may refuse an origin that it does not know.
    request.remove(HttpHeaderNames.ORIGIN);
    ResponseHead response = transport.exchange(request);
    HttpHeaders headers =
        DefaultHttpHeadersFactory.headersFactory().withValidation(false).newHeaders();
    response.headers().forEach(headers::set);
    try {
      verify(
          new DefaultFullHttpResponse(
              HttpVersion.HTTP_1_1,
              HttpResponseStatus.SWITCHING_PROTOCOLS,
              Unpooled.EMPTY_BUFFER,
              headers,
              EmptyHttpHeaders.INSTANCE));
    } catch (WebSocketHandshakeException e) {
      throw new IOException("the response is no upgrade to WebSocket: " + e.getMessage(), e);
    }
  }

  @Override
  public void read(ByteBuffer frames) {
    Optional<String> violation = Optional.empty();
    try {
      decoding.writeInbound(Unpooled.wrappedBuffer(frames));
    } catch (DecoderException e) {
      // Netty wraps what it does not expect.
      Throwable cause = Optional.ofNullable(e.getCause()).orElse(e);
      violation = Optional.of(PayloadSample.of(String.valueOf(cause.getMessage())));
    }
    while (!decoding.inboundMessages().isEmpty()) {
      WebSocketFrame frame = decoding.readInbound();
      take(frame);
      frame.release();
    }
    violation.ifPresent(detail -> transport.violated(Transport.PROTOCOL_ERROR, detail));
  }

  @Override
  public void send(Optional<String> textOrPing) throws IOException {
    send(
        textOrPing.isPresent()
            ? new TextWebSocketFrame(textOrPing.get())
            : new PingWebSocketFrame());
  }

  @Override
  public void close() {
    decoding.finishAndReleaseAll();
  }

  private void send(WebSocketFrame frame) throws IOException {
    EmbeddedChannel encoding = new EmbeddedChannel(new WebSocket13FrameEncoder(true));
    encoding.writeOutbound(frame);
    ByteBuf bytes = Unpooled.wrappedBuffer(encoding.outboundMessages().toArray(ByteBuf[]::new));
    try {
      transport.write(ByteBuffer.wrap(ByteBufUtil.getBytes(bytes)));
    } finally {
      bytes.release();
    }
  }

  private void take(WebSocketFrame frame) {
    switch (frame) {
      case PingWebSocketFrame ping -> {
        try {
          send(new PongWebSocketFrame(ping.content().retain()));
        } catch (IOException _) {
          // The connection is ending; the reading reports it.
        }
      }
      case PongWebSocketFrame _ -> {}
      default -> {
        binary =
            frame instanceof BinaryWebSocketFrame
                || (frame instanceof ContinuationWebSocketFrame && binary);
        ByteBuf payload = frame.content();
        byte[] part =
            ByteBufUtil.getBytes(
                payload, payload.readerIndex(), payload.readableBytes(), /* copy= */ false);
        messages.part(part, frame.isFinalFragment(), binary);
      }
    }
  }
}
