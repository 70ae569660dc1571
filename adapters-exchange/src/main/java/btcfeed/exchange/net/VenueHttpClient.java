package btcfeed.exchange.net;

import btcfeed.exchange.input.PayloadSample;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.apache.hc.core5.http.protocol.HttpCoreContext;

/**
 * Performs short HTTP exchanges with a venue: history pages and connect tokens. Each exchange has
 * its own connection, made by the {@link OutboundConnector}.
 *
 * <p>Redirects are not followed. The timeout covers the whole exchange, from the name lookup to the
 * last byte of the body. Then the socket is closed, so a body that arrives byte by byte cannot hold
 * a thread. Any thread; {@link #close} ends every running exchange.
 */
public final class VenueHttpClient implements AutoCloseable {
  private final OutboundConnector connector;
  private final Duration timeout;
  private final int maxBodyBytes;
  private final Set<Cancellation> running = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  /**
   * Makes a client; nothing is connected yet.
   *
   * @param timeout for one whole exchange, the body included
   * @param maxBodyBytes the limit of a body, before and after decompression
   */
  public VenueHttpClient(OutboundConnector connector, Duration timeout, int maxBodyBytes) {
    this.connector = connector;
    this.timeout = timeout;
    this.maxBodyBytes = maxBodyBytes;
  }

  /**
   * Sends a GET.
   *
   * @param uri with the scheme {@code http} or {@code https}; the path and query are sent as
   *     written
   * @throws IOException if there is no response; the message names the host and the reason
   */
  public Response get(URI uri) throws IOException {
    return exchange("GET", uri);
  }

  /** Sends a POST with an empty body. Otherwise as {@link #get}. */
  public Response post(URI uri) throws IOException {
    return exchange("POST", uri);
  }

  /** Ends every running exchange with an {@code IOException}, and refuses new ones. */
  @Override
  public void close() {
    closed = true;
    running.forEach(Cancellation::cancel);
  }

  private Response exchange(String method, URI uri) throws IOException {
    String host = Optional.ofNullable(uri.getHost()).orElse("");
    String scheme = Optional.ofNullable(uri.getScheme()).orElse("").toLowerCase(Locale.ROOT);
    if (host.isEmpty() || !(scheme.equals("https") || scheme.equals("http"))) {
      throw new IOException("not an http or https URL: " + PayloadSample.of(uri.toString()));
    }
    Deadline deadline = Deadline.after(timeout, connector.clock());
    Cancellation cancel = new Cancellation();
    CompletableFuture<Boolean> finished = new CompletableFuture<>();
    running.add(cancel);
    try {
      if (closed) {
        throw new IOException("the HTTP client is closed");
      }
      var _ =
          finished
              .orTimeout(timeout.toNanos(), TimeUnit.NANOSECONDS)
              .whenComplete((_, _) -> cancel.cancel());
      DefaultBHttpClientConnection connection =
          new DefaultBHttpClientConnection(ResponseHead.LIMITS);
      connection.bind(connector.open(uri, timeout, cancel));
      ClassicHttpResponse response =
          new HttpRequestExecutor()
              .execute(request(method, uri), connection, HttpCoreContext.create());
      ResponseHead head = ResponseHead.of(response);
      Optional<Duration> retryAfter = head.retryAfter(connector.clock().wallUs());
      try {
        byte[] body = body(response, head);
        return new Response(head, retryAfter, () -> body);
      } catch (IOException e) {
        IOException reason = explained(e, host, deadline);
        return new Response(
            head,
            retryAfter,
            () -> {
              throw reason;
            });
      }
    } catch (IOException e) {
      throw explained(e, host, deadline);
    } catch (HttpException e) {
      String detail = PayloadSample.of(String.valueOf(e.getMessage()));
      throw new IOException(host + ": the response is not valid HTTP: " + detail, e);
    } finally {
      finished.complete(true);
      running.remove(cancel);
    }
  }

  private static ClassicHttpRequest request(String method, URI uri) {
    ClassicHttpRequest request = new BasicClassicHttpRequest(method, OutboundConnector.target(uri));
    request.addHeader(
        "Host", uri.getPort() >= 0 ? uri.getHost() + ":" + uri.getPort() : uri.getHost());
    request.addHeader("User-Agent", OutboundConnector.USER_AGENT);
    request.addHeader("Accept", "application/json");
    request.addHeader("Accept-Encoding", "gzip, deflate");
    request.addHeader("Connection", "close");
    if (method.equals("POST")) {
      request.addHeader("Content-Length", "0");
    }
    return request;
  }

  /** Reads the body, decompressed. The end of the exchange closes the connection. */
  private byte[] body(ClassicHttpResponse response, ResponseHead head) throws IOException {
    HttpEntity entity = response.getEntity();
    if (entity == null) {
      return new byte[0];
    }
    InputStream raw = new ByteArrayInputStream(limited(entity.getContent()));
    try (InputStream body = ContentCodings.decoded(raw, head.header("Content-Encoding"))) {
      return limited(body);
    }
  }

  private byte[] limited(InputStream body) throws IOException {
    byte[] bytes = body.readNBytes(maxBodyBytes + 1);
    if (bytes.length > maxBodyBytes) {
      throw new IOException("the body is longer than " + maxBodyBytes + " bytes");
    }
    return bytes;
  }

  /** The reason of a failure: the timeout and {@code close} both close the socket. */
  private IOException explained(IOException failure, String host, Deadline deadline) {
    if (deadline.passed() || failure instanceof SocketTimeoutException) {
      return new IOException(host + ": no complete response within " + deadline.seconds(), failure);
    }
    return closed ? new IOException("the HTTP client is closed", failure) : failure;
  }

  /**
   * The response of one exchange, which is over.
   *
   * @param retryAfter the wait that {@code Retry-After} asks for; see {@link RetryAfter}
   */
  public record Response(ResponseHead head, Optional<Duration> retryAfter, Body content) {
    /** The HTTP status, of any class. */
    public int status() {
      return head.status();
    }

    /** The values of a header, joined by commas. */
    public Optional<String> header(String name) {
      return head.header(name);
    }

    /** As {@link Body#bytes}. */
    public byte[] body() throws IOException {
      return content.bytes();
    }
  }

  /** The body of a response. */
  @FunctionalInterface
  public interface Body {
    /**
     * The body, decompressed; the caller may keep it.
     *
     * @throws IOException if the exchange took longer than its timeout, or if the body exceeds the
     *     limit, is cut, or has a content coding that is not supported
     */
    byte[] bytes() throws IOException;
  }
}
