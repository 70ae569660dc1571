package btcfeed.exchange.line;

import btcfeed.exchange.codec.Admission;
import btcfeed.exchange.codec.Subscription;
import btcfeed.exchange.codec.VenueCodec;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import javax.net.ssl.SSLContext;

/**
 * Asks a venue for its permission to connect. What it answers instead is a refused handshake: the
 * same statuses, the same time to stay away. Leaves no thread and no connection behind.
 */
final class Reception {
  private static final int MAX_BODY_BYTES = 64 * 1024;

  private final SSLContext tls;
  private final Duration timeout;

  Reception(SSLContext tls, Duration timeout) {
    this.tls = tls;
    this.timeout = timeout;
  }

  /** How to connect this once, asking for permission where the venue wants that. */
  Subscription subscription(VenueCodec codec) throws IOException {
    return codec.admission().isPresent() ? ask(codec.admission().get()) : codec.subscription();
  }

  /** Returns or fails within the timeout. */
  private Subscription ask(Admission admission) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(admission.request())
            .timeout(timeout)
            .header("Accept", "application/json")
            .header("User-Agent", "btc-live-feed")
            .POST(HttpRequest.BodyPublishers.noBody())
            .build();
    HttpResponse<byte[]> response = send(request);
    if (response.statusCode() != 200) {
      throw new HandshakeRefused(
          HttpUpgrade.Response.of(response, "to the request for a token: " + said(response)));
    }
    return admission
        .read(response.body())
        .orElseThrow(() -> new IOException("the venue gave no token: " + said(response)));
  }

  private static String said(HttpResponse<byte[]> response) {
    return Sample.of(response.body(), response.body().length);
  }

  private HttpResponse<byte[]> send(HttpRequest request) throws IOException {
    HttpClient client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(timeout)
            .sslContext(tls)
            .build();
    try {
      return client.send(
          request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MAX_BODY_BYTES));
    } catch (ConnectException _) {
      throw new IOException("no connection to " + request.uri().getHost() + ", asked for a token");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      client.shutdownNow();
    }
  }
}
