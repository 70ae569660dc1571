package btcfeed.exchange.line;

import btcfeed.domain.time.Clock;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/**
 * Remembers when bytes last arrived. It stands in front of TLS, so that messages that arrived
 * together have the same time. Called on the thread of the event loop.
 */
final class ArrivalTimes extends ChannelInboundHandlerAdapter {
  private final Clock clock;
  private long wallUs;
  private long nanos;

  ArrivalTimes(Clock clock) {
    this.clock = clock;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object bytes) {
    wallUs = clock.wallUs();
    nanos = clock.nanos();
    context.fireChannelRead(bytes);
  }

  /** Wall time of the last arrival, Unix microseconds. */
  long wallUs() {
    return wallUs;
  }

  /** The same moment on the monotonic clock. */
  long nanos() {
    return nanos;
  }
}
