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
import java.util.Optional;
import java.util.function.Consumer;
import org.glassfish.tyrus.client.ClientManager;

/**
 * A line to one venue, over Tyrus or over Netty. The two share no code of the WebSocket protocol,
 * so one fault does not stop both.
 *
 * <p>Each connection has a daemon thread, which reads and calls the listener, and a virtual thread,
 * which sends. Both end with the connection. Events may come before {@link #open} has returned.
 * While the listener blocks, nothing is read. After {@code close} a connection delivers for up to
 * 600 ms what the venue had already sent; it does not report its own close.
 */
public final class VenueLine implements LinePort {
  // Closing may take a second; this leaves 400 ms for a listener that is busy.
  static final Duration CLOSE_TIMEOUT = Duration.ofMillis(600);

  // A step that runs out of time reports its reason before the attempt as a whole is over.
  private static final int STEP_PERCENT = 90;

  private final LineId id;
  private final Client client;
  private final VenueCodec codec;
  private final int maxMessageBytes;
  private final MessageBudget budget;
  private final OutboundConnector connector;
  private final Clock clock;
  private final FrameTap tap;
  private final Duration closeTimeout;
  // Made by the first connection to Tyrus, because making it is slow.
  private Optional<ClientManager> tyrus = Optional.empty();

  /** The WebSocket library of a line. */
  public enum Client {
    TYRUS,
    NETTY
  }

  /**
   * Makes a line; nothing is connected yet.
   *
   * @param maxMessageBytes the longest message that is accepted, over all its fragments
   * @param budget the memory that unfinished messages share with other lines
   * @param tap receives every message before it is decoded
   */
  public VenueLine(
      Client client,
      VenueCodec codec,
      String letter,
      int maxMessageBytes,
      MessageBudget budget,
      OutboundConnector connector,
      Clock clock,
      FrameTap tap) {
    this(client, codec, letter, maxMessageBytes, budget, connector, clock, tap, CLOSE_TIMEOUT);
  }

  VenueLine(
      Client client,
      VenueCodec codec,
      String letter,
      int maxMessageBytes,
      MessageBudget budget,
      OutboundConnector connector,
      Clock clock,
      FrameTap tap,
      Duration closeTimeout) {
    this.id = new LineId(codec.venue(), letter);
    this.client = client;
    this.codec = codec;
    this.maxMessageBytes = maxMessageBytes;
    this.budget = budget;
    this.connector = connector;
    this.clock = clock;
    this.tap = tap;
    this.closeTimeout = closeTimeout;
  }

  @Override
  public LineId id() {
    return id;
  }

  @Override
  public Opened open(Consumer<LineEvent> events, Duration timeout) {
    Duration step = timeout.multipliedBy(STEP_PERCENT).dividedBy(100);
    LineConnection connection =
        new LineConnection(
            id,
            codec,
            new ConnectTokenClient(connector, step),
            listener -> transport(step, listener),
            clock,
            tap,
            closeTimeout,
            events);
    Thread thread = new FastThreadLocalThread(connection, "line " + id);
    thread.setDaemon(true);
    thread.start();
    return connection.await(timeout);
  }

  private Transport transport(Duration timeout, TransportListener listener) {
    return switch (client) {
      case TYRUS -> {
        tyrus = tyrus.or(() -> Optional.of(TyrusTransport.manager()));
        yield new TyrusTransport(
            tyrus.orElseThrow(), connector, timeout, maxMessageBytes, budget, clock, listener);
      }
      case NETTY ->
          new NettyTransport(connector, timeout, maxMessageBytes, budget, clock, listener);
    };
  }
}
