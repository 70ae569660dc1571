package btcfeed.exchange.net;

import btcfeed.exchange.input.PayloadSample;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
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
  private final Set<Response> running = ConcurrentHashMap.newKeySet();
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
    running.forEach(response -> response.cancel.cancel());
  }

  private Response exchange(String method, URI uri) throws IOException {
    Response exchange = new Response(uri);
    running.add(exchange);
    try {
      if (closed) {
        throw new IOException("the HTTP client is closed");
      }
      return exchange.send(method);
    } catch (IOException e) {
      exchange.close();
      throw exchange.explained(e);
    } catch (HttpException e) {
      exchange.close();
      String detail = PayloadSample.of(String.valueOf(e.getMessage()));
      throw new IOException(exchange.host + ": the response is not valid HTTP: " + detail, e);
    } catch (RuntimeException e) {
      exchange.close();
      throw e;
    }
  }

  /** One exchange: its response, once the head has arrived. Closing it releases the connection. */
  public final class Response implements AutoCloseable {
    private final URI uri;
    private final String host;
    private final Cancellation cancel = new Cancellation();
    private final CountDownLatch finished = new CountDownLatch(1);
    private volatile boolean expired;
    private Optional<ClassicHttpResponse> response = Optional.empty();
    private Optional<InputStream> body = Optional.empty();

    private Response(URI uri) {
      this.uri = uri;
      this.host = Optional.ofNullable(uri.getHost()).orElse("");
    }

    private Response send(String method) throws IOException, HttpException {
      String scheme = Optional.ofNullable(uri.getScheme()).orElse("").toLowerCase(Locale.ROOT);
      if (host.isEmpty() || !(scheme.equals("https") || scheme.equals("http"))) {
        throw new IOException("not an http or https URL: " + PayloadSample.of(uri.toString()));
      }
      Thread.ofVirtual().name("deadline").start(this::cancelAtTimeout);
      DefaultBHttpClientConnection connection =
          new DefaultBHttpClientConnection(ResponseHead.LIMITS);
      connection.bind(connector.open(uri, timeout, cancel));
      response =
          Optional.of(
              new HttpRequestExecutor()
                  .execute(request(method), connection, HttpCoreContext.create()));
      return this;
    }

    private void cancelAtTimeout() {
      try {
        if (!finished.await(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
          expired = true;
          cancel.cancel();
        }
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }

    private ClassicHttpRequest request(String method) {
      String path = Optional.ofNullable(uri.getRawPath()).filter(p -> !p.isEmpty()).orElse("/");
      String query = Optional.ofNullable(uri.getRawQuery()).map(q -> "?" + q).orElse("");
      ClassicHttpRequest request = new BasicClassicHttpRequest(method, path + query);
      request.addHeader("Host", uri.getPort() >= 0 ? host + ":" + uri.getPort() : host);
      request.addHeader("User-Agent", OutboundConnector.USER_AGENT);
      request.addHeader("Accept", "application/json");
      request.addHeader("Accept-Encoding", "gzip, deflate");
      request.addHeader("Connection", "close");
      if (method.equals("POST")) {
        request.addHeader("Content-Length", "0");
      }
      return request;
    }

    /** The HTTP status, of any class. */
    public int status() {
      return head().getCode();
    }

    /** The first value of a header. */
    public Optional<String> header(String name) {
      return Optional.ofNullable(head().getFirstHeader(name)).map(header -> header.getValue());
    }

    /** The wait that {@code Retry-After} asks for; see {@link RetryAfter}. */
    public Optional<Duration> retryAfter() {
      return RetryAfter.parse(header("Retry-After"), header("Date"), connector.clock().wallUs());
    }

    /**
     * The body, decompressed. Reading throws an {@code IOException} if the exchange takes longer
     * than its timeout, or if the body exceeds the limit or is cut.
     *
     * @throws IOException if the body has a content coding that is not supported
     */
    public InputStream body() throws IOException {
      if (body.isEmpty()) {
        body = Optional.of(open());
      }
      return body.get();
    }

    /** Called by the reader of the body only, because it closes the stream. */
    @Override
    public void close() {
      finished.countDown();
      cancel.cancel();
      running.remove(this);
      body.ifPresent(Cancellation::closeQuietly);
    }

    private InputStream open() throws IOException {
      HttpEntity entity = head().getEntity();
      if (entity == null) {
        return InputStream.nullInputStream();
      }
      InputStream raw = new LimitedBody(entity.getContent(), maxBodyBytes, this::explained);
      return new LimitedBody(
          ContentCodings.decoded(raw, header("Content-Encoding")), maxBodyBytes, e -> e);
    }

    private ClassicHttpResponse head() {
      return response.orElseThrow();
    }

    /** The reason of a failure: the timeout and {@code close} both close the socket. */
    private IOException explained(IOException failure) {
      if (expired || failure instanceof SocketTimeoutException) {
        return new IOException(
            host + ": no complete response within " + Deadline.seconds(timeout.toNanos()), failure);
      }
      return closed ? new IOException("the HTTP client is closed", failure) : failure;
    }
  }
}
