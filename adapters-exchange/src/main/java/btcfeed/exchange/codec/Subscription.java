package btcfeed.exchange.codec;

import java.net.URI;
import java.util.List;

/**
 * How to ask a venue for trades.
 *
 * @param uri {@code ws} or {@code wss}
 * @param messages to send once connected, in order; none if the address says it all, and then the
 *     handshake is the confirmation
 */
public record Subscription(URI uri, List<String> messages) {
  public Subscription {
    messages = List.copyOf(messages);
  }

  /** True if nothing needs to be sent, nor answered. */
  public boolean confirmedByHandshake() {
    return messages.isEmpty();
  }
}
