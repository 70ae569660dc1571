package btcfeed.exchange.codec;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How to subscribe to a venue's trades on one connection.
 *
 * @param uri {@code ws} or {@code wss}
 * @param messages to send once connected, in order; none if the address names the streams, and then
 *     the handshake is the confirmation
 * @param ping the message that asks for a sign of life, where the venue does not answer ping frames
 *     or does not count them
 * @param pingEvery how often to send that ping in any case, where the venue ends a connection
 *     without it
 * @param delay how long to wait after the handshake before the messages are sent
 * @param afterWelcome true if the messages wait for {@link DecodeSink#welcome}
 */
public record Subscription(
    URI uri,
    List<String> messages,
    Optional<String> ping,
    Optional<Duration> pingEvery,
    Duration delay,
    boolean afterWelcome) {

  public Subscription {
    requireWebSocket(uri);
    messages = List.copyOf(messages);
  }

  /** The same, at another address, with a ping so often. */
  public Subscription at(URI other, Duration often) {
    return new Subscription(other, messages, ping, Optional.of(often), delay, afterWelcome);
  }

  /** True if the messages are sent as soon as the handshake is done. */
  public boolean sendsAtOnce() {
    return delay.isZero() && !afterWelcome;
  }

  /** Throws an {@code IllegalArgumentException} if it is not the address of a WebSocket. */
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
