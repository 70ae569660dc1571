package btcfeed.exchange.codec;

import java.net.URI;
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
 */
public record Subscription(URI uri, List<String> messages, Optional<String> ping) {
  public Subscription {
    requireWebSocket(uri);
    messages = List.copyOf(messages);
  }

  /** Of a venue that answers ping frames. */
  public Subscription(URI uri, List<String> messages) {
    this(uri, messages, Optional.empty());
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
