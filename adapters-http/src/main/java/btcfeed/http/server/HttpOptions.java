package btcfeed.http.server;

import java.time.Duration;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * The address to listen on and the limits for clients.
 *
 * @param port 0 lets the system choose a free port
 * @param streamReaders maximum of {@code /api/v1/stream} and {@code /api/v1/ws} together; one more
 *     gets 503
 * @param corsOrigins further origins whose pages may read responses
 * @param hosts further host names this server accepts, see {@link Hosts}
 * @param shutdownGrace time for responses in progress when the server closes
 */
public record HttpOptions(
    String host,
    int port,
    Connections connections,
    Requests requests,
    int streamReaders,
    Set<String> corsOrigins,
    Set<String> hosts,
    Duration shutdownGrace) {

  /**
   * Limits on connections.
   *
   * @param most open at once, without streams; one more replaces the one that has waited longest
   *     for a request
   * @param mostPerPeer the same for one address (one /64 network for IPv6); a proxy is one peer
   * @param readTimeout from one response, or from the connection's start, to the end of the next
   *     request's header
   * @param responseTimeout to make and send a response
   */
  public record Connections(
      int most, int mostPerPeer, Duration readTimeout, Duration responseTimeout) {
    static final Connections SHIPPED =
        new Connections(512, 256, Duration.ofSeconds(10), Duration.ofSeconds(30));

    public Connections {
      requirePositive("connections", most);
      requirePositive("connections per peer", mostPerPeer);
      requirePositive("readTimeout", readTimeout);
      requirePositive("responseTimeout", responseTimeout);
    }
  }

  /**
   * Limits on requests.
   *
   * @param atOnce processed at once; {@code queued} more wait for at most {@code queueTimeout} and
   *     then get 503
   * @param lineBytes of method, path and query together; more is 414
   * @param headerBytes of all header fields together; more is 400
   */
  public record Requests(
      int atOnce, int queued, Duration queueTimeout, int lineBytes, int headerBytes) {
    static final Requests SHIPPED = new Requests(64, 512, Duration.ofSeconds(1), 4096, 16_384);

    public Requests {
      requirePositive("requests at once", atOnce);
      if (queued < 0) {
        throw new IllegalArgumentException("requests queued must not be negative, was " + queued);
      }
      requirePositive("queueTimeout", queueTimeout);
      requirePositive("lineBytes", lineBytes);
      requirePositive("headerBytes", headerBytes);
    }

    /** A copy with these values. */
    public Requests atOnce(int most, int queue, Duration timeout) {
      return new Requests(most, queue, timeout, lineBytes, headerBytes);
    }
  }

  private static final int STREAM_READERS = 1000;
  private static final Duration SHUTDOWN_GRACE = Duration.ofMillis(800);

  public HttpOptions {
    if (host.isBlank()) {
      throw new IllegalArgumentException("the host must not be blank");
    }
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("the port must be 0 to 65535, was " + port);
    }
    requirePositive("streamReaders", streamReaders);
    requirePositive("shutdownGrace", shutdownGrace);
    corsOrigins = Set.copyOf(corsOrigins);
    hosts = Set.copyOf(hosts);
  }

  /** The defaults. */
  public static HttpOptions of(String host, int port) {
    return new HttpOptions(
        host,
        port,
        Connections.SHIPPED,
        Requests.SHIPPED,
        STREAM_READERS,
        Set.of(),
        Set.of(),
        SHUTDOWN_GRACE);
  }

  /** A copy with these limits on connections. */
  public HttpOptions with(Connections limits) {
    return new HttpOptions(
        host, port, limits, requests, streamReaders, corsOrigins, hosts, shutdownGrace);
  }

  /** A copy with these limits on requests. */
  public HttpOptions with(Requests limits) {
    return new HttpOptions(
        host, port, connections, limits, streamReaders, corsOrigins, hosts, shutdownGrace);
  }

  public HttpOptions withStreamReaders(int most) {
    return new HttpOptions(
        host, port, connections, requests, most, corsOrigins, hosts, shutdownGrace);
  }

  public HttpOptions withCorsOrigins(Set<String> origins) {
    return new HttpOptions(
        host, port, connections, requests, streamReaders, origins, hosts, shutdownGrace);
  }

  public HttpOptions withHosts(Set<String> names) {
    return new HttpOptions(
        host, port, connections, requests, streamReaders, corsOrigins, names, shutdownGrace);
  }

  /** The accepted names: the configured ones and the host to listen on. */
  public Hosts hostNames() {
    Set<String> all = new HashSet<>(hosts);
    all.add(host.toLowerCase(Locale.ROOT));
    return new Hosts(all);
  }

  public HttpOptions withShutdownGrace(Duration grace) {
    return new HttpOptions(
        host, port, connections, requests, streamReaders, corsOrigins, hosts, grace);
  }

  private static void requirePositive(String what, int value) {
    if (value <= 0) {
      throw new IllegalArgumentException(what + " must be positive, was " + value);
    }
  }

  private static void requirePositive(String what, Duration value) {
    if (value.toMillis() <= 0) {
      throw new IllegalArgumentException(what + " must be at least 1 ms, was " + value);
    }
  }
}
