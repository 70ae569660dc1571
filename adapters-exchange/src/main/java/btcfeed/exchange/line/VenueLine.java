package btcfeed.exchange.line;

import btcfeed.domain.line.LineEvent;
import btcfeed.domain.line.LineId;
import btcfeed.domain.port.LinePort;
import btcfeed.domain.time.Clock;
import btcfeed.exchange.codec.VenueCodec;
import btcfeed.exchange.input.MessageBudget;
import btcfeed.exchange.net.OutboundConnector;
import io.netty.util.concurrent.FastThreadLocalThread;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * A line to one venue, over Tyrus or over Netty. Each reads and checks every frame itself, so a
 * fault in one library does not stop both.
 *
 * <p>Each connection has a daemon thread, which reads and calls the listener, and a virtual thread,
 * which sends. Both end with the connection. Events may come before {@link #open} has returned.
 * While the listener blocks, nothing is read. After {@code close} a connection delivers what the
 * venue had already sent; it does not report its own close.
 *
 * @param maxMessageBytes the longest message that is accepted, over all its fragments
 * @param budget the memory that unfinished messages share with other lines
 * @param tap receives every message before it is decoded
 * @param closeTimeout how long a close waits for what the venue had already sent
 */
public record VenueLine(
    LineId id,
    Client client,
    VenueCodec codec,
    int maxMessageBytes,
    MessageBudget budget,
    OutboundConnector connector,
    Clock clock,
    FrameTap tap,
    Duration closeTimeout)
    implements LinePort {
  /** Closing may take a second; this leaves 400 ms for a listener that is busy. */
  public static final Duration CLOSE_TIMEOUT = Duration.ofMillis(600);

  // A step that runs out of time reports its reason before the attempt as a whole is over.
  private static final int STEP_PERCENT = 90;

  /** The WebSocket library of a line. */
  public enum Client {
    TYRUS,
    NETTY
  }

  @Override
  public Opened open(Consumer<LineEvent> events, Duration timeout) {
    Duration step = timeout.multipliedBy(STEP_PERCENT).dividedBy(100);
    LineConnection connection = new LineConnection(this, step, events);
    Thread thread = new FastThreadLocalThread(connection, "line " + id);
    thread.setDaemon(true);
    thread.start();
    return connection.await(timeout);
  }
}
