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
    int streamReaders,
    Set<String> corsOrigins,
    Set<String> hosts,
    Connections connections,
    Requests requests,
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
  }

  private static final Duration SHUTDOWN_GRACE = Duration.ofMillis(800);

  public HttpOptions {
    if (host.isBlank()) {
      throw new IllegalArgumentException("the host must not be blank");
    }
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("the port must be 0 to 65535, was " + port);
    }
    corsOrigins = Set.copyOf(corsOrigins);
    hosts = Set.copyOf(hosts);
  }

  /** These options with the default limits. */
  public HttpOptions(
      String host, int port, int streamReaders, Set<String> corsOrigins, Set<String> hosts) {
    this(
        host,
        port,
        streamReaders,
        corsOrigins,
        hosts,
        Connections.SHIPPED,
        Requests.SHIPPED,
        SHUTDOWN_GRACE);
  }

  /** The accepted names: the configured ones and the host to listen on. */
  public Hosts hostNames() {
    Set<String> all = new HashSet<>(hosts);
    all.add(host.toLowerCase(Locale.ROOT));
    return new Hosts(all);
  }
}
