package btcfeed.redis;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.redisson.client.RedisException;

/**
 * Reports that a connection ended, and why. The client alone keeps waiting for answers that cannot
 * come. It also ignores an error that a server sends before any command, such as "max number of
 * clients reached". A connection that was never established is not reported.
 */
final class CloseWatcher extends ChannelInboundHandlerAdapter {
  private static final int MAX_ERROR_LENGTH = 200;

  private final NameWatch watch;
  private final CompletableFuture<Void> gone;
  private boolean connected;
  private boolean received;
  private Optional<Throwable> cause = Optional.empty();

  private CloseWatcher(NameWatch watch, CompletableFuture<Void> gone) {
    this.watch = watch;
    this.gone = gone;
  }

  /** Completes {@code gone} exceptionally when this new channel has ended. */
  static void of(Channel channel, NameWatch watch, CompletableFuture<Void> gone) {
    CloseWatcher watcher = new CloseWatcher(watch, gone);
    SslHandler tls = channel.pipeline().get(SslHandler.class);
    if (tls == null) {
      channel.pipeline().addFirst(watcher);
    } else {
      channel.pipeline().addAfter(channel.pipeline().context(tls).name(), "watcher", watcher);
    }
    channel.closeFuture().addListener(_ -> watcher.ended());
  }

  @Override
  public void channelActive(ChannelHandlerContext context) throws Exception {
    connected = true;
    watch.connected(context.channel().remoteAddress());
    super.channelActive(context);
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
    if (!received && message instanceof ByteBuf bytes && bytes.isReadable()) {
      received = true;
      if (bytes.getByte(bytes.readerIndex()) == '-') {
        cause = Optional.of(new RedisException(firstLine(bytes)));
      }
    }
    super.channelRead(context, message);
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) throws Exception {
    if (event instanceof SslHandshakeCompletionEvent handshake && !handshake.isSuccess()) {
      note(handshake.cause());
    }
    super.userEventTriggered(context, event);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable thrown) throws Exception {
    note(thrown);
    super.exceptionCaught(context, thrown);
  }

  private void note(Throwable thrown) {
    cause = cause.or(() -> Optional.of(thrown));
  }

  private void ended() {
    if (connected) {
      gone.completeExceptionally(cause.orElseGet(ClosedChannelException::new));
    }
  }

  private static String firstLine(ByteBuf bytes) {
    int length = Math.min(bytes.readableBytes() - 1, MAX_ERROR_LENGTH);
    String text = bytes.toString(bytes.readerIndex() + 1, length, StandardCharsets.UTF_8);
    return text.lines().findFirst().orElse("");
  }
}
