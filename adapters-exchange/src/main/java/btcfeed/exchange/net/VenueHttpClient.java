package btcfeed.exchange.net;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.apache.hc.core5.http.protocol.HttpCoreContext;

/**
 * Short HTTP exchanges with a venue: history pages and connect tokens. One connection an exchange,
 * made by the {@link OutboundConnector}.
 *
 * <p>Redirects are not followed. The timeout bounds the whole exchange, from the name lookup to the
 * last byte of the body: at its end the socket is closed, so a body that arrives byte by byte
 * cannot hold a thread. Any thread; {@link #close} ends every running exchange.
 */
public final class VenueHttpClient implements AutoCloseable {
  private static final int MAX_LINE_BYTES = 16 * 1024;
  private static final int MAX_HEADERS = 200;

  private static final Http1Config CONFIG =
      Http1Config.custom()
          .setMaxLineLength(MAX_LINE_BYTES)
          .setMaxHeaderCount(MAX_HEADERS)
          .setMaxEmptyLineCount(10)
          .build();

  private final OutboundConnector connector;
  private final Duration timeout;
  private final int maxBodyBytes;
  private final Set<Exchange> running = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  /**
   * Makes a client; nothing is connected yet.
   *
   * @param timeout for one whole exchange, the body included
   * @param maxBodyBytes the most of a body that can be read, before and after decompression
   */
  public VenueHttpClient(OutboundConnector connector, Duration timeout, int maxBodyBytes) {
    this.connector = connector;
    this.timeout = timeout;
    this.maxBodyBytes = maxBodyBytes;
  }

  /** A response's head and its body. To be closed, which releases the connection. */
  public interface Response extends AutoCloseable {
    /** The HTTP status, of any class. */
    int status();

    /** The first value of a header. */
    Optional<String> header(String name);

    /** The wait that {@code Retry-After} asks for; see {@link RetryAfter}. */
    Optional<Duration> retryAfter();

    /**
     * The body, decompressed. Reading ends with an {@code IOException} when the exchange takes
     * longer than its timeout, when the body is longer than the limit, and when it is cut.
     *
     * @throws IOException if the body has a content coding that is not supported
     */
    InputStream body() throws IOException;

    @Override
    void close();
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
    running.forEach(Exchange::cancel);
  }

  private Response exchange(String method, URI uri) throws IOException {
    Exchange exchange = new Exchange(uri);
    running.add(exchange);
    try {
      if (closed) {
        throw new IOException("the HTTP client is closed");
      }
      return exchange.send(method);
    } catch (IOException e) {
      exchange.close();
      throw exchange.inWords(e);
    } catch (HttpException e) {
      exchange.close();
      throw new IOException(
          exchange.host
              + ": the response is not valid HTTP: "
              + Quoted.of(String.valueOf(e.getMessage())),
          e);
    } catch (RuntimeException e) {
      exchange.close();
      throw e;
    }
  }

  /** One request and its response. */
  private final class Exchange implements Response {
    private final URI uri;
    private final String host;
    private final Cancellation cancel = new Cancellation();
    private final Watchdog watchdog = new Watchdog(cancel, timeout);
    private Optional<ClassicHttpResponse> response = Optional.empty();
    private Optional<InputStream> body = Optional.empty();

    Exchange(URI uri) {
      this.uri = uri;
      this.host = Optional.ofNullable(uri.getHost()).orElse("");
    }

    Response send(String method) throws IOException, HttpException {
      boolean secure = "https".equalsIgnoreCase(uri.getScheme());
      if (host.isEmpty() || !(secure || "http".equalsIgnoreCase(uri.getScheme()))) {
        throw new IOException("not an http or https URL: " + Quoted.of(uri.toString()));
      }
      int port = uri.getPort() >= 0 ? uri.getPort() : secure ? 443 : 80;
      SocketChannel channel = connector.connect(host, port, timeout, cancel);
      Socket socket = secure ? connector.encrypt(channel, host, port) : channel.socket();
      DefaultBHttpClientConnection connection = new DefaultBHttpClientConnection(CONFIG);
      connection.bind(socket);
      response =
          Optional.of(
              new HttpRequestExecutor()
                  .execute(request(method), connection, HttpCoreContext.create()));
      return this;
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

    @Override
    public int status() {
      return head().getCode();
    }

    @Override
    public Optional<String> header(String name) {
      return Optional.ofNullable(head().getFirstHeader(name)).map(header -> header.getValue());
    }

    @Override
    public Optional<Duration> retryAfter() {
      return RetryAfter.parse(header("Retry-After"), header("Date"), connector.clock().wallUs());
    }

    @Override
    public InputStream body() throws IOException {
      if (body.isEmpty()) {
        body = Optional.of(open());
      }
      return body.get();
    }

    /** The owner of the response only: a stream may not be closed under its reader. */
    @Override
    public void close() {
      watchdog.close();
      cancel.cancel();
      running.remove(this);
      body.ifPresent(Cancellation::closeQuietly);
    }

    void cancel() {
      cancel.cancel();
    }

    private InputStream open() throws IOException {
      HttpEntity entity = head().getEntity();
      if (entity == null) {
        return InputStream.nullInputStream();
      }
      InputStream raw = new LimitedBody(entity.getContent(), maxBodyBytes, this::inWords);
      return new LimitedBody(
          ContentCodings.decoded(raw, header("Content-Encoding")), maxBodyBytes, e -> e);
    }

    private ClassicHttpResponse head() {
      return response.orElseThrow();
    }

    /** What a failure means: a socket that the deadline closed is a timeout. */
    private IOException inWords(IOException failure) {
      if (watchdog.expired()) {
        return new IOException(
            host + ": no complete response within " + Deadline.seconds(timeout.toNanos()), failure);
      }
      return closed ? new IOException("the HTTP client is closed", failure) : failure;
    }
  }
}
