package btcfeed.domain.port;

import btcfeed.domain.line.LineEvent;
import btcfeed.domain.line.LineId;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Driven port: one connection to one venue at a time, subscriptions included. Implemented by
 * adapters-exchange, faked by {@code FakeLine}.
 */
public interface LinePort {

  LineId id();

  /**
   * Connects and subscribes; returns after the handshake, at the latest after {@code timeout}.
   *
   * @param events receives the events of the connection, one call at a time, in order, until {@link
   *     LineEvent.Closed}, and none after {@link Connection#close} has returned. It may block: then
   *     the socket is not read, which slows the venue down while the queue is full.
   */
  Opened open(Consumer<LineEvent> events, Duration timeout);

  /** The result of an attempt to connect. */
  sealed interface Opened {
    /** Connected; the subscription was sent. */
    record Connected(Connection connection) implements Opened {}

    /**
     * @param httpStatus of the refused upgrade: 429 and 418 ask to slow down, 451 and 403 refuse
     *     this address
     * @param retryAfter the wait that the venue asked for
     */
    record Failed(Optional<Integer> httpStatus, Optional<Duration> retryAfter, String detail)
        implements Opened {}
  }

  /** An open connection. Any thread. */
  interface Connection {
    /** Asks the venue for a sign of life, which arrives as a {@link LineEvent.Heartbeat}. */
    void ping();

    /**
     * How long messages may gather before they are read together, which saves wake-ups. Zero at
     * first: each message is read at once. A connection without this feature ignores the call.
     */
    default void gather(Duration most) {}

    /** Closes the connection within a second. Idempotent. */
    void close(String why);
  }
}
