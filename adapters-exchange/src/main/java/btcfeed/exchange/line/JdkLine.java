package btcfeed.exchange.line;

import btcfeed.domain.line.LineEvent;
import btcfeed.domain.line.LineId;
import btcfeed.domain.port.LinePort;
import btcfeed.domain.time.Clock;
import btcfeed.exchange.codec.VenueCodec;
import btcfeed.exchange.net.TrustedAuthorities;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;

/**
 * A line over the JDK's own WebSocket client, in the language of one venue: it shares no code of
 * the protocol with {@link TyrusLine}, so what one of them gets wrong the other may not.
 *
 * <p>Each connection has a selector thread and a few virtual ones; all end with it. Events may come
 * before {@link #open} has returned. While the listener blocks, nothing more is read than the
 * client's buffers hold. A connection closed by us brings what the venue still had on its way for
 * up to 600 ms, and does not say that it is closed.
 */
public final class JdkLine implements LinePort {
  // With what follows it, less than the second that closing may take.
  private static final Duration FAREWELL = Duration.ofMillis(600);

  private final LineId id;
  private final VenueCodec codec;
  private final int maxMessageBytes;
  private final Clock clock;
  private final Supplier<SSLContext> tls;
  private final Duration farewell;
  private final Tap tap;

  /** Makes a line; nothing is connected yet. */
  public JdkLine(VenueCodec codec, String letter, int maxMessageBytes, Clock clock) {
    this(codec, letter, maxMessageBytes, clock, Tap.NONE);
  }

  /** The same, with somebody who hears every message before it is made sense of. */
  public JdkLine(VenueCodec codec, String letter, int maxMessageBytes, Clock clock, Tap tap) {
    this(codec, letter, maxMessageBytes, clock, TrustedAuthorities::system, FAREWELL, tap);
  }

  JdkLine(
      VenueCodec codec,
      String letter,
      int maxMessageBytes,
      Clock clock,
      SSLContext tls,
      Duration farewell,
      Tap tap) {
    this(codec, letter, maxMessageBytes, clock, () -> tls, farewell, tap);
  }

  private JdkLine(
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
    JdkConnection connection =
        new JdkConnection(
            codec,
            tls.get(),
            timeout,
            maxMessageBytes,
            clock,
            farewell,
            new Overhearing(tap, id, clock),
            events);
    Thread.ofVirtual().name("line " + id).start(connection);
    return connection.await();
  }
}
