package btcfeed.domain.port;

import btcfeed.domain.line.LineEvent;
import btcfeed.domain.line.LineId;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Driven port: one way to connect to one venue, subscriptions included. Implemented by
 * adapters-exchange (a transport and the venue's codec), faked by {@code FakeLine}.
 */
public interface LinePort {

  LineId id();

  /**
   * Connects and asks for the subscriptions; returns when the handshake is done or has failed, at
   * the latest after {@code timeout}.
   *
   * @param events hears what the venue says, one call at a time, in order, until {@link
   *     LineEvent.Closed}, and nothing after {@link Connection#close} has returned. It may block:
   *     then no more is read from the socket, which is how a full queue slows a venue down.
   */
  Opened open(Consumer<LineEvent> events, Duration timeout);

  /** What became of an attempt to connect. */
  sealed interface Opened {
    /** Connected; the subscription is on its way. */
    record Connected(Connection connection) implements Opened {}

    /**
     * Not connected.
     *
     * @param httpStatus of the refused upgrade: 429 and 418 mean slow down, 451 and 403 not here
     * @param retryAfter when the venue said how long to stay away
     */
    record Failed(Optional<Integer> httpStatus, Optional<Duration> retryAfter, String detail)
        implements Opened {}
  }

  /** An open connection. Any thread. */
  interface Connection {
    /** Asks the other side for a sign of life, which comes as a {@link LineEvent.Heartbeat}. */
    void ping();

    /**
     * How long messages may gather before they are read together, which spares being woken for each
     * of them; zero at first: each is read when it comes. A connection that cannot let them gather
     * reads each when it comes anyway.
     */
    default void gather(Duration most) {}

    /** Closes it, politely if possible, within a second. Idempotent. */
    void close(String why);
  }
}
