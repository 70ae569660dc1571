package btcfeed.exchange.codec;

import java.net.URI;
import java.util.Optional;

/**
 * What has to be asked over HTTP before each connection, where a venue lets nobody in without a
 * token. Immutable, any thread.
 */
public interface ConnectToken {
  /** Where to POST; the body is empty. */
  URI request();

  /** How to connect this once, by the answer; empty if that is no permission. */
  Optional<Subscription> read(byte[] answer);
}
