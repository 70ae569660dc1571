package btcfeed.exchange.line;

import btcfeed.domain.time.Clock;
import btcfeed.exchange.net.OutboundConnector;
import btcfeed.exchange.net.RetryAfter;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshaker13;
import io.netty.handler.codec.http.websocketx.WebSocketFrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketHandshakeException;
import io.netty.handler.codec.http.websocketx.WebSocketVersion;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;

/**
 * The opening handshake of one connection: sends the request for an upgrade, checks the response as
 * RFC 6455 demands, then leaves the channel to the frames. Called on the thread of the event loop.
 */
final class NettyHandshake extends ChannelInboundHandlerAdapter {
  private static final int SWITCHING_PROTOCOLS = 101;

  private final Handshaker handshaker;
  private final TransportListener listener;
  private final Clock clock;
  private Optional<IOException> failure = Optional.empty();
  private boolean over;

  NettyHandshake(URI uri, WebSocketFrameReader frames, TransportListener listener, Clock clock) {
    this.handshaker = new Handshaker(uri, frames);
    this.listener = listener;
    this.clock = clock;
  }

  /** Why the handshake failed; empty if it succeeded. */
  Optional<IOException> failure() {
    return failure;
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
        response(context, response);
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

  private void response(ChannelHandlerContext context, HttpResponse response) {
    if (response.decoderResult().isFailure()) {
      String detail = WebSocketFrameReader.detail(response.decoderResult().cause());
      fail(context, new IOException("the response to the handshake is not HTTP: " + detail));
    } else if (response.status().code() == SWITCHING_PROTOCOLS) {
      upgrade(context, response);
    } else if (response.status().codeClass() != HttpStatusClass.INFORMATIONAL) {
      Optional<String> retryAfter =
          Optional.ofNullable(response.headers().get(HttpHeaderNames.RETRY_AFTER));
      Optional<String> date = Optional.ofNullable(response.headers().get(HttpHeaderNames.DATE));
      fail(
          context,
          new HandshakeRefused(
              response.status().code(),
              response.status().reasonPhrase(),
              RetryAfter.parse(retryAfter, date, clock.wallUs())));
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
      listener.opened();
      over = true;
      context.pipeline().remove(this);
    } catch (WebSocketHandshakeException e) {
      fail(context, new IOException("the response is no upgrade to WebSocket: " + e.getMessage()));
    } catch (IOException e) {
      fail(context, e);
    }
  }

  private void fail(ChannelHandlerContext context, Throwable cause) {
    if (!over) {
      over = true;
      handshaker.frames.stop();
      failure =
          Optional.of(
              cause instanceof HandshakeRefused refused
                  ? refused
                  : new IOException(WebSocketFrameReader.detail(cause)));
      var _ = context.close();
    }
  }

  /** Netty's handshake, followed by our reader of frames. */
  private static final class Handshaker extends WebSocketClientHandshaker13 {
    private final WebSocketFrameReader frames;

    Handshaker(URI uri, WebSocketFrameReader frames) {
      super(
          uri,
          WebSocketVersion.V13,
          "",
          /* allowExtensions= */ false,
          new DefaultHttpHeaders().set(HttpHeaderNames.USER_AGENT, OutboundConnector.USER_AGENT),
          Integer.MAX_VALUE);
      this.frames = frames;
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
