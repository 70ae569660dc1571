package btcfeed.exchange.line;

import btcfeed.domain.line.LineEvent;
import btcfeed.domain.port.LinePort;
import btcfeed.domain.port.LinePort.Opened;
import btcfeed.domain.time.Clock;
import btcfeed.exchange.codec.Subscription;
import btcfeed.exchange.codec.VenueCodec;
import btcfeed.exchange.input.MessageBudget;
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
import io.netty.handler.ssl.SslHandler;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;

/**
 * One connection from attempt to end. It is its own thread's work: connects, then runs the event
 * loop of its one channel until that is closed. The listener is called on that thread, so nothing
 * is read while it blocks.
 */
final class NettyConnection implements LinePort.Connection, Runnable {
  private static final long LISTENER_MS = 200;
  private static final int NORMAL_CLOSURE = 1000;
  private static final int MAX_HEAD_BYTES = 16 * 1024;

  private final VenueCodec codec;
  private final OutboundConnector connector;
  private final ConnectTokenClient reception;
  private final Duration timeout;
  private final Duration step;
  private final int maxMessageBytes;
  private final MessageBudget budget;
  private final Clock clock;
  private final Duration farewell;
  private final EventGate gate;
  private final OutboundQueue speaker;
  private final ConnectionTap overhearing;
  private final InboundDispatcher hearing;
  private final ConnectAttempt attempt = new ConnectAttempt();
  private final Cancellation cancellation = new Cancellation();
  private final CountDownLatch gone = new CountDownLatch(1);
  private volatile Optional<Channel> channel = Optional.empty();
  private volatile boolean leaving;

  NettyConnection(
      VenueCodec codec,
      OutboundConnector connector,
      Duration timeout,
      int maxMessageBytes,
      MessageBudget budget,
      Clock clock,
      Duration farewell,
      ConnectionTap overhearing,
      Consumer<LineEvent> events) {
    this.codec = codec;
    this.connector = connector;
    this.step = ConnectAttempt.step(timeout);
    this.reception = new ConnectTokenClient(connector, step);
    this.timeout = timeout;
    this.maxMessageBytes = maxMessageBytes;
    this.budget = budget;
    this.clock = clock;
    this.farewell = farewell;
    this.overhearing = overhearing;
    this.gate = new EventGate(events);
    this.speaker = new OutboundQueue(codec.subscription(), clock);
    this.hearing = new InboundDispatcher(codec.decoder(), gate, speaker, overhearing);
  }

  /** Waits for the handshake; gives the attempt up when it takes too long. */
  Opened await() {
    return attempt.await(timeout, this::abort);
  }

  @Override
  public void run() {
    try {
      Subscription admitted = reception.subscription(codec);
      URI uri = admitted.uri();
      SocketChannel socket = connector.connect(uri.getHost(), port(uri), step, cancellation);
      socket.configureBlocking(false);
      runUntilClosed(socket, admitted);
    } catch (IOException | RuntimeException e) {
      attempt.failed(e, clock.wallUs());
    } finally {
      speaker.stop();
      cancellation.cancel();
      hearing.close();
      overhearing.closed();
      gone.countDown();
    }
  }

  @Override
  public void ping() {
    speaker.ping();
  }

  @Override
  public void close(String why) {
    leaving = true;
    if (!gate.inListener() && gone.getCount() > 0) {
      channel.ifPresent(NettyConnection::sayGoodbye);
      awaitEnd();
    }
    gate.shut(LISTENER_MS);
    abort();
  }

  private void runUntilClosed(SocketChannel socket, Subscription admitted) {
    ManualIoEventLoop loop =
        new ManualIoEventLoop(Thread.currentThread(), NioIoHandler.newFactory());
    try {
      ChannelFuture registered =
          new Bootstrap()
              .group(loop)
              .channelFactory(() -> new NioSocketChannel(socket))
              .handler(new Pipeline(admitted))
              .register();
      Channel open = registered.channel();
      channel = Optional.of(open);
      if (cancellation.cancelled()) {
        close(open);
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

  /** The handlers of a channel, in the order in which bytes pass them. */
  private final class Pipeline extends ChannelInitializer<Channel> {
    private final Subscription admitted;

    Pipeline(Subscription admitted) {
      this.admitted = admitted;
    }

    @Override
    protected void initChannel(Channel made) {
      ArrivalTimes arrival = new ArrivalTimes(clock);
      NettyMessages messages =
          new NettyMessages(made, hearing, gate, arrival, NettyConnection.this::ended);
      WebSocketFrameReader frames = new WebSocketFrameReader(maxMessageBytes, budget, messages);
      made.pipeline().addLast(arrival);
      if (secure(admitted.uri())) {
        made.pipeline().addLast(tls(admitted.uri()));
      }
      HttpDecoderConfig lenient =
          new HttpDecoderConfig()
              .setMaxInitialLineLength(MAX_HEAD_BYTES)
              .setMaxHeaderSize(MAX_HEAD_BYTES)
              .setValidateHeaders(false)
              .setStrictLineParsing(false);
      made.pipeline()
          .addLast(
              new HttpClientCodec(lenient, false, false),
              new NettyHandshake(
                  admitted.uri(),
                  OutboundConnector.USER_AGENT,
                  frames,
                  new Handshaken(made, messages, admitted)),
              new Failures(messages));
    }
  }

  /** Starts the subscription after the handshake, or ends the attempt. */
  private final class Handshaken implements NettyHandshake.Outcome {
    private final Channel open;
    private final NettyMessages messages;
    private final Subscription admitted;

    Handshaken(Channel open, NettyMessages messages, Subscription admitted) {
      this.open = open;
      this.messages = messages;
      this.admitted = admitted;
    }

    @Override
    public void upgraded() throws IOException {
      speaker.start(new NettyFrameSender(open), admitted);
      if (!attempt.connected(NettyConnection.this)) {
        throw new IOException("given up");
      }
      overhearing.opened();
      if (codec.subscription().confirmedByHandshake()) {
        messages.say(new LineEvent.Confirmed());
      }
    }

    @Override
    public void failed(Exception cause) {
      leaving = true;
      attempt.failed(cause, clock.wallUs());
    }
  }

  /** Remembers why the transport failed and closes the channel. */
  private static final class Failures extends ChannelInboundHandlerAdapter {
    private final NettyMessages messages;

    Failures(NettyMessages messages) {
      this.messages = messages;
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      messages.failed(cause);
      var _ = context.close();
    }
  }

  private SslHandler tls(URI uri) {
    SSLEngine engine = connector.trust().createSSLEngine(uri.getHost(), port(uri));
    engine.setUseClientMode(true);
    SSLParameters parameters = engine.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    engine.setSSLParameters(parameters);
    SslHandler handler = new SslHandler(engine);
    // The attempt as a whole has a timeout.
    handler.setHandshakeTimeoutMillis(0);
    return handler;
  }

  private static void sayGoodbye(Channel open) {
    var _ = open.writeAndFlush(new CloseWebSocketFrame(true, 0, NORMAL_CLOSURE, ""));
  }

  private static void close(Channel open) {
    var _ = open.close();
  }

  private void ended(String detail) {
    if (!leaving) {
      gate.say(new LineEvent.Closed(detail));
    }
  }

  private void awaitEnd() {
    try {
      boolean _ = gone.await(farewell.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Closes the socket at once, even while the event loop's thread is in a listener that blocks; the
   * loop finds its channel closed when it comes back. Any thread, any number of times.
   */
  private void abort() {
    reception.abort();
    cancellation.cancel();
    channel.ifPresent(NettyConnection::close);
  }

  private static boolean secure(URI uri) {
    return uri.getScheme().toLowerCase(Locale.ROOT).equals("wss");
  }

  private static int port(URI uri) {
    return uri.getPort() >= 0 ? uri.getPort() : secure(uri) ? 443 : 80;
  }
}
