package btcfeed.exchange.codec;

import java.net.URI;
import java.util.Optional;

/**
 * The HTTP request for a token, at a venue that demands a new token for each connection. Immutable,
 * any thread.
 */
public interface ConnectToken {
  /** The address to POST to, with an empty body. */
  URI request();

  /** How to make this one connection; empty if the response contains no token. */
  Optional<Subscription> read(byte[] response);
}
