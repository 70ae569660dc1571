package btcfeed.exchange.codec;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How to ask a venue for trades.
 *
 * @param uri {@code ws} or {@code wss}
 * @param messages to send once connected, in order; none if the address says it all, and then the
 *     handshake is the confirmation
 * @param ping what to send to hear whether the venue is there, where a ping frame is not answered
 *     or does not count
 * @param pingEvery how often to send that whatever else is said, where the venue ends a connection
 *     that does not
 * @param opening when to send the messages
 */
public record Subscription(
    URI uri,
    List<String> messages,
    Optional<String> ping,
    Optional<Duration> pingEvery,
    Opening opening) {

  /** When a venue listens. */
  public enum Opening {
    /** As soon as the handshake is done. */
    AT_ONCE,
    /** A second later. */
    AFTER_A_SECOND,
    /** When it has said so: {@link DecodeSink#welcome}. */
    WHEN_WELCOME
  }

  public Subscription {
    requireWebSocket(uri);
    messages = List.copyOf(messages);
  }

  /** Of a venue that answers ping frames. */
  public Subscription(URI uri, List<String> messages) {
    this(uri, messages, Optional.empty());
  }

  /** Of a venue that listens at once and needs no pings of ours. */
  public Subscription(URI uri, List<String> messages, Optional<String> ping) {
    this(uri, messages, ping, Optional.empty(), Opening.AT_ONCE);
  }

  /** The same, at another address. */
  public Subscription at(URI other) {
    return new Subscription(other, messages, ping, pingEvery, opening);
  }

  /** The same, with a ping so often. */
  public Subscription pingingEvery(Duration often) {
    return new Subscription(uri, messages, ping, Optional.of(often), opening);
  }

  /** The same, with another time to send the messages. */
  public Subscription opening(Opening other) {
    return new Subscription(uri, messages, ping, pingEvery, other);
  }

  /** An {@code IllegalArgumentException} if it is no address of a WebSocket. */
  public static void requireWebSocket(URI uri) {
    boolean webSocket =
        Optional.ofNullable(uri.getScheme())
            .map(scheme -> scheme.toLowerCase(Locale.ROOT))
            .filter(scheme -> scheme.equals("ws") || scheme.equals("wss"))
            .isPresent();
    if (!webSocket || Optional.ofNullable(uri.getHost()).isEmpty()) {
      throw new IllegalArgumentException(
          "a WebSocket address is ws://HOST or wss://HOST, was '" + uri + "'");
    }
  }

  /** True if nothing needs to be sent, nor answered. */
  public boolean confirmedByHandshake() {
    return messages.isEmpty();
  }
}
