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
 * A line over Netty, in the language of one venue. It shares no code of the WebSocket protocol with
 * {@link TyrusLine}, so what one of them gets wrong the other may not.
 *
 * <p>Each connection has a daemon thread, which reads and calls the listener, and a virtual thread,
 * which sends. Both end with the connection. Events may come before {@link #open} has returned.
 * While the listener blocks, nothing is read. After {@code close} a connection delivers for up to
 * 600 ms what the venue had already sent; it does not report its own close.
 */
public final class NettyLine implements LinePort {
  // Closing may take a second; this leaves 400 ms for a listener that is busy.
  private static final Duration FAREWELL = Duration.ofMillis(600);

  private final LineId id;
  private final VenueCodec codec;
  private final int maxMessageBytes;
  private final MessageBudget budget;
  private final OutboundConnector connector;
  private final Clock clock;
  private final Duration farewell;
  private final FrameTap tap;

  /**
   * Makes a line; nothing is connected yet.
   *
   * @param maxMessageBytes the longest message that is accepted, over all its fragments
   * @param budget the memory that unfinished messages share with other lines
   * @param tap receives every message before it is decoded
   */
  public NettyLine(
      VenueCodec codec,
      String letter,
      int maxMessageBytes,
      MessageBudget budget,
      OutboundConnector connector,
      Clock clock,
      FrameTap tap) {
    this(codec, letter, maxMessageBytes, budget, connector, clock, FAREWELL, tap);
  }

  NettyLine(
      VenueCodec codec,
      String letter,
      int maxMessageBytes,
      MessageBudget budget,
      OutboundConnector connector,
      Clock clock,
      Duration farewell,
      FrameTap tap) {
    this.id = new LineId(codec.venue(), letter);
    this.codec = codec;
    this.maxMessageBytes = maxMessageBytes;
    this.budget = budget;
    this.connector = connector;
    this.clock = clock;
    this.farewell = farewell;
    this.tap = tap;
  }

  @Override
  public LineId id() {
    return id;
  }

  @Override
  public Opened open(Consumer<LineEvent> events, Duration timeout) {
    NettyConnection connection =
        new NettyConnection(
            codec,
            connector,
            timeout,
            maxMessageBytes,
            budget,
            clock,
            farewell,
            new ConnectionTap(tap, id, clock),
            events);
    Thread thread = new FastThreadLocalThread(connection, "line " + id);
    thread.setDaemon(true);
    thread.start();
    return connection.await();
  }
}
