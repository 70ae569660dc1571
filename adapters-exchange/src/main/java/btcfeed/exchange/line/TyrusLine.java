package btcfeed.exchange.line;

import btcfeed.domain.line.LineEvent;
import btcfeed.domain.line.LineId;
import btcfeed.domain.port.LinePort;
import btcfeed.domain.time.Clock;
import btcfeed.exchange.codec.VenueCodec;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
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
  private final Clock clock;
  private final Supplier<SSLContext> tls;
  private final Duration farewell;
  private final Tap tap;
  private Optional<ClientManager> manager = Optional.empty();

  /** Makes a line; nothing is connected yet. */
  public TyrusLine(VenueCodec codec, String letter, int maxMessageBytes, Clock clock) {
    this(codec, letter, maxMessageBytes, clock, Tap.NONE);
  }

  /** The same, with somebody who hears every message before it is made sense of. */
  public TyrusLine(VenueCodec codec, String letter, int maxMessageBytes, Clock clock, Tap tap) {
    this(codec, letter, maxMessageBytes, clock, TyrusLine::systemTrust, FAREWELL, tap);
  }

  TyrusLine(
      VenueCodec codec,
      String letter,
      int maxMessageBytes,
      Clock clock,
      SSLContext tls,
      Duration farewell,
      Tap tap) {
    this(codec, letter, maxMessageBytes, clock, () -> tls, farewell, tap);
  }

  private TyrusLine(
      VenueCodec codec,
      String letter,
      int maxMessageBytes,
      Clock clock,
      Supplier<SSLContext> tls,
      Duration farewell,
      Tap tap) {
    this.id = new LineId(codec.venue(), letter);
    this.codec = codec;
    this.maxMessageBytes = maxMessageBytes;
    this.clock = clock;
    this.tls = tls;
    this.farewell = farewell;
    this.tap = tap;
  }

  @Override
  public LineId id() {
    return id;
  }

  @Override
  public Opened open(Consumer<LineEvent> events, Duration timeout) {
    SSLContext trust = tls.get();
    TyrusConnection connection =
        new TyrusConnection(
            manager(),
            codec,
            new Reception(trust, timeout),
            new Dialer(trust, timeout),
            maxMessageBytes,
            clock,
            farewell,
            new Overhearing(tap, id, clock),
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

  /** What this Java trusts. */
  static SSLContext systemTrust() {
    try {
      return SSLContext.getDefault();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no TLS", e);
    }
  }
}
