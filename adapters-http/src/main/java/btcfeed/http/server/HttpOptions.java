package btcfeed.http.server;

import java.time.Duration;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Where to listen and how much to take from strangers.
 *
 * @param port 0 lets the system choose a free one
 * @param streamReaders of {@code /api/v1/stream} and {@code /api/v1/ws} together, at most; one more
 *     gets 503
 * @param corsOrigins whose pages may read what is here, beside this server's own
 * @param hosts further names this server answers for, see {@link Hosts}
 * @param shutdownGrace for answers under way when the server closes
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
   * What is borne of connections.
   *
   * @param most open at once, streams not counted; one more takes the place of the one that has
   *     waited longest for a request
   * @param mostPerPeer of one address (of one /64 network for IPv6), likewise. A proxy in front is
   *     one peer.
   * @param readTimeout from one answer, or the connection's beginning, to the end of the next
   *     request's header, however slowly its bytes drip in
   * @param answerTimeout for an answer to be made and sent
   */
  public record Connections(
      int most, int mostPerPeer, Duration readTimeout, Duration answerTimeout) {
    static final Connections SHIPPED =
        new Connections(512, 256, Duration.ofSeconds(10), Duration.ofSeconds(30));

    public Connections {
      requirePositive("connections", most);
      requirePositive("connections per peer", mostPerPeer);
      requirePositive("readTimeout", readTimeout);
      requirePositive("answerTimeout", answerTimeout);
    }
  }

  /**
   * What is borne of requests.
   *
   * @param atOnce being answered; more wait in a queue of {@code queued} for at most {@code
   *     queueTimeout}, then get 503
   * @param lineBytes method, path and query together; more is 414
   * @param headerBytes all header fields together; more is 400
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

    /** The same with as many at once, of which none waits for longer than that. */
    public Requests atOnce(int most, int queue, Duration timeout) {
      return new Requests(most, queue, timeout, lineBytes, headerBytes);
    }
  }

  private static final int STREAM_READERS = 1000;
  private static final Duration SHUTDOWN_GRACE = Duration.ofMillis(800);

  public HttpOptions {
    if (host.isBlank()) {
      throw new IllegalArgumentException("a host to listen on is not blank");
    }
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("a port is 0 to 65535, was " + port);
    }
    requirePositive("streamReaders", streamReaders);
    requirePositive("shutdownGrace", shutdownGrace);
    corsOrigins = Set.copyOf(corsOrigins);
    hosts = Set.copyOf(hosts);
  }

  /** What this service ships with, for no other origin than its own. */
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

  /** The same with connections borne like this. */
  public HttpOptions with(Connections borne) {
    return new HttpOptions(
        host, port, borne, requests, streamReaders, corsOrigins, hosts, shutdownGrace);
  }

  /** The same with requests borne like this. */
  public HttpOptions with(Requests borne) {
    return new HttpOptions(
        host, port, connections, borne, streamReaders, corsOrigins, hosts, shutdownGrace);
  }

  /** The same for as many readers of the stream. */
  public HttpOptions withStreamReaders(int most) {
    return new HttpOptions(
        host, port, connections, requests, most, corsOrigins, hosts, shutdownGrace);
  }

  /** The same with pages of these origins let in. */
  public HttpOptions withCorsOrigins(Set<String> origins) {
    return new HttpOptions(
        host, port, connections, requests, streamReaders, origins, hosts, shutdownGrace);
  }

  /** The same, answering for these names as well. */
  public HttpOptions withHosts(Set<String> names) {
    return new HttpOptions(
        host, port, connections, requests, streamReaders, corsOrigins, names, shutdownGrace);
  }

  /** The names this server answers for: those configured, and the one it was told to bind. */
  public Hosts answeredHosts() {
    Set<String> all = new HashSet<>(hosts);
    all.add(host.toLowerCase(Locale.ROOT));
    return new Hosts(all);
  }

  /** The same with so much time for answers under way at the end. */
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
