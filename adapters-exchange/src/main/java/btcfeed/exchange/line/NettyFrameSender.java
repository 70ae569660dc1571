package btcfeed.exchange.line;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.io.IOException;
import java.util.concurrent.ExecutionException;

/**
 * Sends through a Netty channel. On the thread of the event loop a call does not wait for the
 * network, because that thread is the one that writes.
 */
record NettyFrameSender(Channel channel) implements FrameSender {
  @Override
  public void text(String message) throws IOException {
    send(new TextWebSocketFrame(message));
  }

  @Override
  public void ping() throws IOException {
    send(new PingWebSocketFrame());
  }

  private void send(WebSocketFrame frame) throws IOException {
    ChannelFuture written = channel.writeAndFlush(frame);
    if (channel.eventLoop().inEventLoop()) {
      return;
    }
    try {
      written.get();
    } catch (ExecutionException e) {
      throw new IOException("could not be sent", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
