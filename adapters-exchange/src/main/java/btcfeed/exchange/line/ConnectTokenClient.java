package btcfeed.exchange.line;

import btcfeed.exchange.codec.ConnectToken;
import btcfeed.exchange.codec.Subscription;
import btcfeed.exchange.codec.VenueCodec;
import btcfeed.exchange.net.OutboundConnector;
import btcfeed.exchange.net.VenueHttpClient;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Asks a venue for its permission to connect. What it answers instead is a refused handshake: the
 * same statuses, the same time to stay away. Leaves no thread and no connection behind.
 *
 * <p>One attempt, one thread; {@link #abort} from any.
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

  /** How to connect this once, asking for permission where the venue wants that. */
  Subscription subscription(VenueCodec codec) throws IOException {
    return codec.admission().isPresent() ? ask(codec.admission().get()) : codec.subscription();
  }

  /** Ends a request that is running. */
  void abort() {
    http.close();
  }

  private Subscription ask(ConnectToken admission) throws IOException {
    try (VenueHttpClient.Response response = http.post(admission.request())) {
      byte[] body = response.body().readAllBytes();
      if (response.status() != OK) {
        throw new HandshakeRefused(
            new HttpUpgrade.Response(
                response.status(),
                "to the request for a token: " + PayloadSample.of(body, body.length),
                waitHeaders(response)));
      }
      return admission
          .read(body)
          .orElseThrow(
              () ->
                  new IOException(
                      "the venue gave no token: " + PayloadSample.of(body, body.length)));
    } catch (HandshakeRefused e) {
      throw e;
    } catch (IOException e) {
      throw new IOException("no token: " + e.getMessage(), e);
    }
  }

  private static Map<String, String> waitHeaders(VenueHttpClient.Response response) {
    Map<String, String> headers = new TreeMap<>();
    for (String name : new String[] {"retry-after", "date"}) {
      Optional<String> value = response.header(name);
      value.ifPresent(text -> headers.put(name, text));
    }
    return headers;
  }
}
