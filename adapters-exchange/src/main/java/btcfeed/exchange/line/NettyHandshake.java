package btcfeed.exchange.line;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshaker13;
import io.netty.handler.codec.http.websocketx.WebSocketFrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketHandshakeException;
import io.netty.handler.codec.http.websocketx.WebSocketVersion;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The opening handshake of one connection: sends the request for an upgrade, checks the response as
 * RFC 6455 demands, then leaves the channel to the frames. Called on the thread of the event loop.
 */
final class NettyHandshake extends ChannelInboundHandlerAdapter {
  private static final int SWITCHING_PROTOCOLS = 101;

  /** Receives the outcome: one call of one method. */
  interface Outcome {
    /** The upgrade is done. No frame is read before this returns. */
    void upgraded() throws IOException;

    /** The handshake failed; the channel closes next. */
    void failed(Exception cause);
  }

  private final Handshaker handshaker;
  private final Outcome outcome;
  private boolean over;

  NettyHandshake(URI uri, String userAgent, WebSocketFrameReader frames, Outcome outcome) {
    this.handshaker = new Handshaker(uri, userAgent, frames);
    this.outcome = outcome;
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    handshaker
        .handshake(context.channel())
        .addListener(
            sent -> {
              if (!sent.isSuccess()) {
                fail(context, sent.cause());
              }
            });
    context.fireChannelActive();
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object received) {
    try {
      if (!over && received instanceof HttpResponse response) {
        answer(context, response);
      }
    } finally {
      ReferenceCountUtil.release(received);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    fail(context, new IOException("the connection was closed during the handshake"));
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    fail(context, cause);
  }

  private void answer(ChannelHandlerContext context, HttpResponse response) {
    if (response.decoderResult().isFailure()) {
      String words = NettyMessages.words(response.decoderResult().cause());
      fail(context, new IOException("the venue's answer to the handshake is not HTTP: " + words));
      return;
    }
    int status = response.status().code();
    if (status == SWITCHING_PROTOCOLS) {
      upgrade(context, response);
    } else if (response.status().codeClass() != HttpStatusClass.INFORMATIONAL) {
      fail(context, new HandshakeRefused(asResponse(response)));
    }
  }

  private void upgrade(ChannelHandlerContext context, HttpResponse response) {
    FullHttpResponse whole =
        new DefaultFullHttpResponse(
            response.protocolVersion(),
            response.status(),
            Unpooled.EMPTY_BUFFER,
            response.headers(),
            EmptyHttpHeaders.INSTANCE);
    try {
      handshaker.finishHandshake(context.channel(), whole);
      over = true;
      outcome.upgraded();
      context.pipeline().remove(this);
    } catch (WebSocketHandshakeException e) {
      fail(
          context,
          new IOException("the venue's answer is no upgrade to WebSocket: " + e.getMessage()));
    } catch (IOException e) {
      over = false;
      fail(context, e);
    }
  }

  private void fail(ChannelHandlerContext context, Throwable cause) {
    if (!over) {
      over = true;
      outcome.failed(
          cause instanceof HandshakeRefused refused
              ? refused
              : new IOException(NettyMessages.words(cause)));
      var _ = context.close();
    }
  }

  private static HttpUpgrade.Response asResponse(HttpResponse response) {
    Map<String, String> headers = new TreeMap<>();
    response
        .headers()
        .forEach(
            header ->
                headers.merge(
                    header.getKey().toLowerCase(Locale.ROOT),
                    header.getValue(),
                    (first, second) -> first + ", " + second));
    return new HttpUpgrade.Response(
        response.status().code(), PayloadSample.of(response.status().reasonPhrase()), headers);
  }

  /** Netty's handshake, followed by our reader of frames. */
  private static final class Handshaker extends WebSocketClientHandshaker13 {
    private final WebSocketFrameReader frames;

    Handshaker(URI uri, String userAgent, WebSocketFrameReader frames) {
      super(
          uri,
          WebSocketVersion.V13,
          "",
          /* allowExtensions= */ false,
          headers(userAgent),
          Integer.MAX_VALUE);
      this.frames = frames;
    }

    private static HttpHeaders headers(String userAgent) {
      return new DefaultHttpHeaders().set(HttpHeaderNames.USER_AGENT, userAgent);
    }

    /**
     * Sends no Origin: only browsers need one, and a server may refuse an origin it does not know.
     */
    @Override
    protected FullHttpRequest newHandshakeRequest() {
      FullHttpRequest request = super.newHandshakeRequest();
      request.headers().remove(HttpHeaderNames.ORIGIN);
      return request;
    }

    @Override
    protected WebSocketFrameDecoder newWebsocketDecoder() {
      return frames;
    }
  }
}
