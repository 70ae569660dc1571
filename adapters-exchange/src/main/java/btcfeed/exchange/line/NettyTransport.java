package btcfeed.exchange.line;

import btcfeed.exchange.net.Cancellation;
import btcfeed.exchange.net.OutboundConnector;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ManualIoEventLoop;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.ssl.SslHandler;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** A connection over Netty. The calling thread runs the event loop of its one channel. */
final class NettyTransport implements Transport {
  private static final int NORMAL_CLOSURE = 1000;
  private static final int MAX_HEAD_BYTES = 16 * 1024;

  private final VenueLine line;
  private final Duration timeout;
  private final TransportListener listener;
  private final Cancellation cancellation = new Cancellation();
  private volatile Optional<Channel> channel = Optional.empty();

  NettyTransport(VenueLine line, Duration timeout, TransportListener listener) {
    this.line = line;
    this.timeout = timeout;
    this.listener = listener;
  }

  @Override
  public void run(URI uri) throws IOException {
    SocketChannel socket =
        line.connector().connect(uri.getHost(), OutboundConnector.port(uri), timeout, cancellation);
    socket.configureBlocking(false);
    NettyHandshake handshake =
        new NettyHandshake(
            uri,
            new WebSocketFrameReader(line.maxMessageBytes(), line.budget(), listener),
            listener,
            line.clock());
    runLoop(socket, pipeline(uri, handshake));
    if (handshake.failure().isPresent()) {
      throw handshake.failure().get();
    }
  }

  @Override
  public void sendText(String message) throws IOException {
    send(new TextWebSocketFrame(message));
  }

  @Override
  public void sendPing() throws IOException {
    send(new PingWebSocketFrame());
  }

  @Override
  public void sendClose() {
    channel.ifPresent(
        open -> {
          var _ = open.writeAndFlush(new CloseWebSocketFrame(true, 0, NORMAL_CLOSURE, ""));
        });
  }

  /** Works even while the listener blocks the event loop, which then finds its channel closed. */
  @Override
  public void abort() {
    cancellation.cancel();
    channel.ifPresent(
        open -> {
          var _ = open.close();
        });
  }

  private void runLoop(SocketChannel socket, ChannelInitializer<Channel> pipeline) {
    ManualIoEventLoop loop =
        new ManualIoEventLoop(Thread.currentThread(), NioIoHandler.newFactory());
    try {
      Channel open =
          new Bootstrap()
              .group(loop)
              .channelFactory(() -> new NioSocketChannel(socket))
              .handler(pipeline)
              .register()
              .channel();
      channel = Optional.of(open);
      if (cancellation.cancelled()) {
        abort();
      }
      while (open.isOpen()) {
        loop.run(0);
      }
    } finally {
      boolean _ = loop.shutdownGracefully(0, 0, TimeUnit.NANOSECONDS).isDone();
      while (!loop.isTerminated()) {
        loop.run(0);
      }
    }
  }

  /** The handlers, in the order in which arriving bytes pass them. */
  private ChannelInitializer<Channel> pipeline(URI uri, NettyHandshake handshake) {
    HttpDecoderConfig lenient =
        new HttpDecoderConfig()
            .setMaxInitialLineLength(MAX_HEAD_BYTES)
            .setMaxHeaderSize(MAX_HEAD_BYTES)
            .setValidateHeaders(false)
            .setStrictLineParsing(false);
    return new ChannelInitializer<>() {
      @Override
      protected void initChannel(Channel made) {
        made.pipeline().addLast(new Arrivals());
        if (OutboundConnector.secure(uri)) {
          SslHandler tls = new SslHandler(line.connector().tlsEngine(uri));
          // The attempt as a whole has a timeout.
          tls.setHandshakeTimeoutMillis(0);
          made.pipeline().addLast(tls);
        }
        made.pipeline().addLast(new HttpClientCodec(lenient, false, false), handshake);
      }
    };
  }

  /** Reports arrivals. It stands before TLS, so messages that arrived together have one time. */
  private final class Arrivals extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext context, Object bytes) {
      listener.bytesArrived();
      context.fireChannelRead(bytes);
    }
  }

  /**
   * On the event loop's own thread it does not wait, because that thread is the one that writes.
   */
  private void send(WebSocketFrame frame) throws IOException {
    Channel open = channel.orElseThrow();
    ChannelFuture written = open.writeAndFlush(frame);
    if (open.eventLoop().inEventLoop()) {
      return;
    }
    try {
      written.get();
    } catch (ExecutionException e) {
      throw new IOException("the frame could not be sent", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
