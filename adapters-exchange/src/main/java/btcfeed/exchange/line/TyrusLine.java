package btcfeed.exchange.line;

import btcfeed.domain.line.LineEvent;
import btcfeed.domain.line.LineId;
import btcfeed.domain.port.LinePort;
import btcfeed.domain.time.Clock;
import btcfeed.exchange.codec.VenueCodec;
import btcfeed.exchange.input.MessageBudget;
import btcfeed.exchange.net.OutboundConnector;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.glassfish.tyrus.client.ClientManager;

/**
 * A line over Tyrus, in the language of one venue.
 *
 * <p>Each connection has one daemon thread, on which it reads and says its events, and a virtual
 * one that talks to the venue; both end with it. Events may come before {@link #open} has returned.
 * While the listener blocks, nothing is read. A connection closed by us brings what the venue still
 * had on its way for up to 600 ms, and does not say that it is closed.
 */
public final class TyrusLine implements LinePort {
  // With what follows it, less than the second that closing may take.
  private static final Duration FAREWELL = Duration.ofMillis(600);

  private final LineId id;
  private final VenueCodec codec;
  private final int maxMessageBytes;
  private final MessageBudget budget;
  private final Clock clock;
  private final OutboundConnector connector;
  private final Duration farewell;
  private final FrameTap tap;
  private Optional<ClientManager> manager = Optional.empty();

  /**
   * Makes a line; nothing is connected yet.
   *
   * @param maxMessageBytes the longest message that is accepted, over all its fragments
   * @param budget the memory that unfinished messages share with other lines
   * @param tap receives every message before it is decoded
   */
  public TyrusLine(
      VenueCodec codec,
      String letter,
      int maxMessageBytes,
      MessageBudget budget,
      OutboundConnector connector,
      Clock clock,
      FrameTap tap) {
    this(codec, letter, maxMessageBytes, budget, connector, clock, FAREWELL, tap);
  }

  TyrusLine(
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
    this.clock = clock;
    this.connector = connector;
    this.farewell = farewell;
    this.tap = tap;
  }

  @Override
  public LineId id() {
    return id;
  }

  @Override
  public Opened open(Consumer<LineEvent> events, Duration timeout) {
    Duration step = ConnectAttempt.step(timeout);
    TyrusConnection connection =
        new TyrusConnection(
            manager(),
            codec,
            new ConnectTokenClient(connector, step),
            new Dialer(connector, step),
            maxMessageBytes,
            budget,
            clock,
            farewell,
            new ConnectionTap(tap, id, clock),
            events);
    Thread.ofPlatform().daemon().name("line " + id).start(connection);
    return connection.await(timeout);
  }

  /** Made with the first connection, which is a line's own time and nobody's start. */
  private ClientManager manager() {
    ClientManager made =
        manager.orElseGet(() -> ClientManager.createClient(SocketContainer.class.getName()));
    // Zero would be "no timeout" and still have a task scheduled for every single message.
    made.setDefaultMaxSessionIdleTimeout(-1);
    manager = Optional.of(made);
    return made;
  }
}
