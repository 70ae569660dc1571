package btcfeed.http;

import java.time.Duration;
import java.util.Set;

/**
 * Where to listen and how much to take from strangers.
 *
 * @param port 0 lets the system choose a free one
 * @param maxConnections open at once, streams not counted; more wait in the system's backlog
 * @param maxConcurrentRequests being answered at once; more wait in a queue of {@code
 *     maxQueuedRequests} for at most {@code queueTimeout}, then get 503
 * @param maxRequestLineBytes method, path and query together; more is 414
 * @param maxHeaderBytes all header fields of a request together; more is 400
 * @param readTimeout without a single byte from a client before its connection is closed
 * @param idleTimeout from one answer, or the connection's beginning, to the next complete request,
 *     however slowly its bytes drip in; also the longest an answer may take to be sent
 * @param shutdownGrace for answers under way when the server closes
 * @param maxStreamReaders of {@code /api/v1/stream} and {@code /api/v1/ws} together; one more gets
 *     503
 * @param corsOrigins whose pages may read what is here, beside this server's own
 */
public record HttpOptions(
    String host,
    int port,
    int maxConnections,
    int maxConcurrentRequests,
    int maxQueuedRequests,
    Duration queueTimeout,
    int maxRequestLineBytes,
    int maxHeaderBytes,
    Duration readTimeout,
    Duration idleTimeout,
    Duration shutdownGrace,
    int maxStreamReaders,
    Set<String> corsOrigins) {
  static final int STREAM_READERS = 1000;

  public HttpOptions {
    if (host.isBlank()) {
      throw new IllegalArgumentException("a host to listen on is not blank");
    }
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("a port is 0 to 65535, was " + port);
    }
    requirePositive("maxConnections", maxConnections);
    requirePositive("maxConcurrentRequests", maxConcurrentRequests);
    requirePositive("maxRequestLineBytes", maxRequestLineBytes);
    requirePositive("maxHeaderBytes", maxHeaderBytes);
    if (maxQueuedRequests < 0) {
      throw new IllegalArgumentException("maxQueuedRequests was " + maxQueuedRequests);
    }
    requirePositive("queueTimeout", queueTimeout);
    requirePositive("readTimeout", readTimeout);
    requirePositive("idleTimeout", idleTimeout);
    requirePositive("shutdownGrace", shutdownGrace);
    requirePositive("maxStreamReaders", maxStreamReaders);
    corsOrigins = Set.copyOf(corsOrigins);
  }

  /** With no other origin than this server's own. */
  public HttpOptions(
      String host,
      int port,
      int maxConnections,
      int maxConcurrentRequests,
      int maxQueuedRequests,
      Duration queueTimeout,
      int maxRequestLineBytes,
      int maxHeaderBytes,
      Duration readTimeout,
      Duration idleTimeout,
      Duration shutdownGrace,
      int maxStreamReaders) {
    this(
        host,
        port,
        maxConnections,
        maxConcurrentRequests,
        maxQueuedRequests,
        queueTimeout,
        maxRequestLineBytes,
        maxHeaderBytes,
        readTimeout,
        idleTimeout,
        shutdownGrace,
        maxStreamReaders,
        Set.of());
  }

  /** The limits this service ships with. */
  public static HttpOptions of(String host, int port) {
    return new HttpOptions(
        host,
        port,
        512,
        64,
        512,
        Duration.ofSeconds(1),
        4096,
        16_384,
        Duration.ofSeconds(10),
        Duration.ofSeconds(30),
        Duration.ofMillis(800),
        STREAM_READERS);
  }

  /** The same for as many readers of the stream. */
  public HttpOptions withStreamReaders(int most) {
    return new HttpOptions(
        host,
        port,
        maxConnections,
        maxConcurrentRequests,
        maxQueuedRequests,
        queueTimeout,
        maxRequestLineBytes,
        maxHeaderBytes,
        readTimeout,
        idleTimeout,
        shutdownGrace,
        most,
        corsOrigins);
  }

  /** The same with pages of these origins let in. */
  public HttpOptions withCorsOrigins(Set<String> origins) {
    return new HttpOptions(
        host,
        port,
        maxConnections,
        maxConcurrentRequests,
        maxQueuedRequests,
        queueTimeout,
        maxRequestLineBytes,
        maxHeaderBytes,
        readTimeout,
        idleTimeout,
        shutdownGrace,
        maxStreamReaders,
        origins);
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
