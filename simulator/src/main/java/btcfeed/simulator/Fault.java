package btcfeed.simulator;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What can go wrong at a venue, or on the way to it. {@link Now} happens once, to every client that
 * is connected; {@link Standing} lasts for all of them, and those that come, until healed.
 */
public sealed interface Fault {
  /** Happens at once, in order after everything sent before, unless it says otherwise. */
  sealed interface Now extends Fault {}

  /** Lasts until {@link VenueSimulator#heal}. */
  sealed interface Standing extends Fault {}

  /** TCP reset, at once: what was sent before may not arrive. */
  record Reset() implements Now {}

  /** FIN without a close frame. */
  record HangUp() implements Now {}

  /** As {@link Reset}, to one client only; the others notice nothing. */
  record ResetOne() implements Now {}

  /** A proper close frame, then FIN. */
  record Close(int code, String reason) implements Now {}

  /** The first half of the next trade's frame, then the end. */
  record HalfFrame(End end) implements Now {}

  /**
   * The next trade's frame, or its first message's where a venue says it twice, up to this byte of
   * what is in it; then the end.
   *
   * @param bytes at most all but the last one
   */
  record CutFrame(int bytes, End end) implements Now {
    public CutFrame {
      if (bytes < 0) {
        throw new IllegalArgumentException("a frame is cut at a byte of it, not at " + bytes);
      }
    }
  }

  /** How it ends after half a frame. */
  enum End {
    RESET,
    HANG_UP,
    /** The connection stays, and says nothing more. */
    SILENCE
  }

  /** A text frame with anything in it. */
  record Text(String text) implements Now {}

  /** A binary frame of so many zeros. */
  record Binary(int bytes) implements Now {}

  /** Bytes as they are, in hexadecimal digits: frames that break the protocol. */
  record Raw(String hex) implements Now {}

  /**
   * One text message of so many bytes.
   *
   * @param fragments how many frames it comes in
   */
  record Oversized(int bytes, int fragments) implements Now {}

  /**
   * The next trade in a whole frame, damaged on the way: what was packed does not unpack, what was
   * text is none.
   *
   * @param cut whether its second half is missing; otherwise a byte in its middle is wrong
   */
  record Damaged(boolean cut) implements Now {}

  /**
   * The venue announces that it will close: a shutdown, a notice, a request to connect anew,
   * maintenance. Nothing where the venue has no words for that.
   */
  record ServerShutdown() implements Now {}

  /** The last trades once more. */
  record Duplicate(int trades) implements Now {}

  /** The next trades, last one first. */
  record Reordered(int trades) implements Now {}

  /** Trades that happen, use up their ids, and are told to nobody. */
  record Gap(int trades) implements Now {}

  /** The next trades are told, one after the other, and the messages are lost on the way. */
  record Lost(int trades) implements Now {}

  /**
   * Trades go on, and nobody is told; subscriptions are still confirmed.
   *
   * @param pings whether pings still come
   */
  record Silence(boolean pings) implements Standing {}

  /**
   * The venue stands still: connections stay, and nobody reads what clients say, answers a ping, or
   * shakes hands. What happens meanwhile is told afterwards, to those who are still there.
   */
  record Frozen() implements Standing {}

  /**
   * Every trade and every {@link Text} goes out in several frames that end at these bytes of it.
   */
  record Fragmented(List<Integer> cuts) implements Standing {
    public Fragmented {
      cuts = List.copyOf(cuts);
    }
  }

  /** The next so many handshakes are refused. */
  record RefuseHandshakes(int status, Optional<Duration> retryAfter, int times)
      implements Standing {}

  /** Every handshake succeeds, and FIN follows. */
  record AcceptThenDrop() implements Standing {}

  /** TCP connects, and the handshake is never answered. */
  record HandshakeUnanswered() implements Standing {}

  /** Every subscription is refused in these words. */
  record RefuseSubscriptions(int code, String message) implements Standing {}

  /** No subscription is answered, and so none is made. */
  record SubscriptionsUnanswered() implements Standing {}

  /** The venue's clock is ahead, or behind if negative. */
  record ClockSkew(Duration ahead) implements Standing {}

  /**
   * The next so many requests for pages are refused.
   *
   * @param status of HTTP; 200 where the venue says no in the page itself
   */
  record RefusePages(int status, Optional<Duration> retryAfter, int times) implements Standing {}

  /** Requests for pages are taken and never answered. */
  record PagesUnanswered() implements Standing {}
}
