package btcfeed.simulator;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A failure of a venue or of the network to it. {@link Once} happens once, to every connected
 * client. {@link Lasting} applies to all present and future clients until it is healed.
 */
public sealed interface Fault {
  /** Happens at once, after everything that was sent before, unless documented otherwise. */
  sealed interface Once extends Fault {}

  /** Lasts until {@link VenueSimulator#heal}. */
  sealed interface Lasting extends Fault {}

  /** Ends by itself after a number of refusals. */
  sealed interface Refusal extends Lasting {
    /** The HTTP status. */
    int status();

    Optional<Duration> retryAfter();

    /** How many requests are refused. */
    int times();
  }

  /** A TCP reset, immediately: what was sent before can be lost. */
  record Reset() implements Once {}

  /** FIN without a close frame. */
  record HangUp() implements Once {}

  /** A {@link Reset} of one client only. */
  record ResetOne() implements Once {}

  /** A proper close frame, then FIN. */
  record Close(int code, String reason) implements Once {}

  /** The first half of the next trade's frame, then the end. */
  record HalfFrame(End end) implements Once {}

  /**
   * The next trade's frame up to this byte of its payload, then the end. Of a venue that sends a
   * trade twice, the first message is cut.
   *
   * @param bytes at most all but the last one are sent
   */
  record CutFrame(int bytes, End end) implements Once {
    public CutFrame {
      if (bytes < 0) {
        throw new IllegalArgumentException("a frame cannot be cut at byte " + bytes);
      }
    }
  }

  /** What follows a partial frame. */
  enum End {
    RESET,
    HANG_UP,
    /** The connection stays open, and the venue sends nothing more. */
    SILENCE
  }

  /** A text frame with this content. */
  record Text(String text) implements Once {}

  /** A binary frame with this many zero bytes. */
  record Binary(int bytes) implements Once {}

  /** These bytes, in hexadecimal digits, without a frame around them: violates the protocol. */
  record Raw(String hex) implements Once {}

  /**
   * One text message of this size.
   *
   * @param fragments the number of its frames
   */
  record Oversized(int bytes, int fragments) implements Once {}

  /**
   * The next trade in a complete frame with damaged content: invalid text, or invalid compressed
   * data.
   *
   * @param cut whether the second half is missing; otherwise one byte in the middle is wrong
   */
  record Damaged(boolean cut) implements Once {}

  /**
   * The venue announces that it will close: a shutdown, maintenance, a request to reconnect. No
   * effect at a venue whose protocol has no such message.
   */
  record ServerShutdown() implements Once {}

  /** The last trades are sent again. */
  record Duplicate(int trades) implements Once {}

  /** The next trades are sent in reverse order. */
  record Reordered(int trades) implements Once {}

  /** Trades happen and use up their ids, but are not sent. */
  record Gap(int trades) implements Once {}

  /** The messages of the next trades are created, one per trade, and lost. */
  record Lost(int trades) implements Once {}

  /**
   * Trades continue and are not sent. Subscriptions are still confirmed.
   *
   * @param pings whether pings and heartbeats continue
   */
  record Silence(boolean pings) implements Lasting {}

  /**
   * The venue is frozen: connections stay open, but it does not read, answer pings or shake hands.
   * After healing it sends what happened meanwhile to the clients that are still connected.
   */
  record Frozen() implements Lasting {}

  /** Every trade and every {@link Text} is sent in frames that end at these payload bytes. */
  record Fragmented(List<Integer> cuts) implements Lasting {
    public Fragmented {
      cuts = List.copyOf(cuts);
    }
  }

  /** The next handshakes are refused. */
  record RefuseHandshakes(int status, Optional<Duration> retryAfter, int times)
      implements Refusal {}

  /** Every handshake succeeds, and FIN follows. */
  record AcceptThenDrop() implements Lasting {}

  /** TCP connects, but handshakes are not answered. */
  record HandshakeUnanswered() implements Lasting {}

  /** Every subscription is refused with this error. */
  record RefuseSubscriptions(int code, String message) implements Lasting {}

  /** Subscriptions are ignored. */
  record SubscriptionsUnanswered() implements Lasting {}

  /** The venue's clock is ahead, or behind if negative. */
  record ClockSkew(Duration ahead) implements Lasting {}

  /**
   * The next requests for history pages are refused.
   *
   * @param status the HTTP status; 200 for a venue that refuses in the page's body
   */
  record RefusePages(int status, Optional<Duration> retryAfter, int times) implements Refusal {}

  /** Requests for history pages are not answered. */
  record PagesUnanswered() implements Lasting {}
}
