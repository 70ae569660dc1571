package btcfeed.exchange.line;

import btcfeed.exchange.codec.ConnectToken;
import btcfeed.exchange.codec.Subscription;
import btcfeed.exchange.codec.VenueCodec;
import btcfeed.exchange.input.PayloadSample;
import btcfeed.exchange.net.OutboundConnector;
import btcfeed.exchange.net.VenueHttpClient;
import java.io.IOException;
import java.time.Duration;

/**
 * Requests the token that some venues demand before each connection. A refused request is a refused
 * handshake: same statuses, same {@code Retry-After}. One attempt, one thread; {@link #abort} from
 * any.
 */
final class ConnectTokenClient {
  private static final int MAX_BODY_BYTES = 64 * 1024;
  private static final int OK = 200;

  private final VenueHttpClient http;

  /**
   * Makes one.
   *
   * @param timeout for the whole exchange, from the name lookup to the last byte of the token
   */
  ConnectTokenClient(OutboundConnector connector, Duration timeout) {
    this.http = new VenueHttpClient(connector, timeout, MAX_BODY_BYTES);
  }

  /** The subscription of the next connection, with a new token if the venue demands one. */
  Subscription subscription(VenueCodec codec) throws IOException {
    return codec.connectToken().isPresent()
        ? request(codec.connectToken().get())
        : codec.subscription();
  }

  /** Ends a request that is running. */
  void abort() {
    http.close();
  }

  private Subscription request(ConnectToken token) throws IOException {
    try {
      VenueHttpClient.Response response = http.post(token.request());
      byte[] body = response.body();
      String sample = PayloadSample.of(body);
      if (response.status() != OK) {
        throw new HandshakeRefused(
            response.status(), "to the request for a token: " + sample, response.retryAfter());
      }
      return token
          .read(body)
          .orElseThrow(() -> new IOException("the venue gave no token: " + sample));
    } catch (HandshakeRefused e) {
      throw e;
    } catch (IOException e) {
      throw new IOException("no token: " + e.getMessage(), e);
    }
  }
}
