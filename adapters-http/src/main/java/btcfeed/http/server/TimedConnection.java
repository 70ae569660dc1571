package btcfeed.http.server;

import btcfeed.http.response.Problem;
import btcfeed.http.response.Response;
import io.helidon.common.buffers.BufferData;
import io.helidon.common.concurrency.limits.Limit;
import io.helidon.common.task.InterruptableTask;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An HTTP/1.1 connection with time limits, counted in {@link OpenConnections}.
 *
 * <p>Helidon's idle check only asks a connection to close. A client that sends a header byte by
 * byte or does not read the response would keep its place, and Helidon's read timeout does not
 * apply to such sockets. This class interrupts a late connection in every phase except a stream,
 * which has its own limit.
 *
 * <p>Threads: {@link #handle} on the connection's own, the rest on any.
 */
final class TimedConnection
    implements ServerConnection, InterruptableTask<Void>, OpenConnections.Member {
  private static final Duration LATE = Duration.ofDays(1);
  private static final int CHECKS_PER_TIMEOUT = 20;
  private static final Duration MAX_CHECK_INTERVAL = Duration.ofMillis(500);

  private final ConnectionContext context;
  private final Selector selector;
  private final Duration checkInterval;
  private final AtomicInteger checksInPhase = new AtomicInteger();
  private volatile long waitingSince;
  private volatile Optional<Running> running = Optional.empty();

  /** What exists while the connection is handled. */
  private record Running(ServerConnection http1, ConnectionPhase phase, Thread thread) {
    boolean isStreaming() {
      return phase.now() == ConnectionPhase.Phase.STREAMING;
    }
  }

  /**
   * Makes the connections. Helidon calls it for each accepted connection, before reading a byte.
   */
  record Selector(Http1ConnectionSelector http1, HttpOptions options, OpenConnections open)
      implements ServerConnectionSelector {
    @Override
    public int bytesToIdentifyConnection() {
      return http1.bytesToIdentifyConnection();
    }

    @Override
    public Support supports(BufferData data) {
      return http1.supports(data);
    }

    @Override
    public Set<String> supportedApplicationProtocols() {
      return http1.supportedApplicationProtocols();
    }

    @Override
    public ServerConnection connection(ConnectionContext context) {
      return new TimedConnection(context, this);
    }
  }

  private TimedConnection(ConnectionContext context, Selector selector) {
    this.context = context;
    this.selector = selector;
    this.checkInterval = checkInterval(selector.options().connections());
  }

  /** How often Helidon must call {@link #idleTime}. */
  static Duration checkInterval(HttpOptions.Connections limits) {
    Duration shorter =
        limits.readTimeout().compareTo(limits.responseTimeout()) < 0
            ? limits.readTimeout()
            : limits.responseTimeout();
    Duration part = shorter.dividedBy(CHECKS_PER_TIMEOUT).plusMillis(1);
    return part.compareTo(MAX_CHECK_INTERVAL) < 0 ? part : MAX_CHECK_INTERVAL;
  }

  @Override
  public void handle(Limit unlimited) throws InterruptedException {
    OpenConnections open = selector.open();
    OpenConnections.Peer peer = OpenConnections.Peer.of(context.remotePeer().address());
    ConnectionPhase phase = new ConnectionPhase(context.dataWriter(), () -> phaseBegins(peer));
    RequestFilter filter = new RequestFilter(context, phase, selector.options().requests());
    ServerConnection http1 = selector.http1().connection(filter.context());
    running = Optional.of(new Running(http1, phase, Thread.currentThread()));
    waitingSince = open.now();
    if (!open.enter(peer, this)) {
      refuse();
      throw new CloseConnectionException("all places for connections are taken");
    }
    try {
      phase.during(
          () -> {
            http1.handle(unlimited);
            return true;
          });
    } finally {
      open.leave(peer, this);
    }
  }

  private void phaseBegins(OpenConnections.Peer peer) {
    waitingSince = selector.open().now();
    checksInPhase.set(0);
    if (running.filter(Running::isStreaming).isPresent()) {
      // Streams are not counted here; they have their own limit.
      selector.open().leave(peer, this);
    }
  }

  private void refuse() {
    Response response = Problem.refused(Status.SERVICE_UNAVAILABLE_503).response();
    String header =
        "HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\nRetry-After: 1\r\nContent-Type: "
            + response.contentType()
            + "\r\nContent-Length: "
            + response.body().length
            + "\r\n"
            + SecurityHeaders.lines()
            + "\r\n";
    context
        .dataWriter()
        .writeNow(
            BufferData.create(
                BufferData.create(header.getBytes(StandardCharsets.US_ASCII)),
                BufferData.create(response.body())));
  }

  @Override
  public long waitingSince() {
    return waitingSince;
  }

  @Override
  public boolean closeIfWaiting() {
    Optional<Running> ended = running.filter(it -> it.phase().end());
    ended.ifPresent(it -> it.thread().interrupt());
    return ended.isPresent();
  }

  /** Called once per {@link #checkInterval}: a long time if the connection is late, else none. */
  @Override
  public Duration idleTime() {
    checksInPhase.incrementAndGet();
    return isLate() ? LATE : Duration.ZERO;
  }

  private boolean isLate() {
    HttpOptions.Connections limits = selector.options().connections();
    // The first check may follow the phase's begin at once, so it counts for nothing.
    Duration atLeast = checkInterval.multipliedBy(checksInPhase.get() - 1L);
    return running
        .map(
            it ->
                switch (it.phase().now()) {
                  case WAITING -> atLeast.compareTo(limits.readTimeout()) >= 0;
                  case RESPONDING -> atLeast.compareTo(limits.responseTimeout()) >= 0;
                  case STREAMING, ENDED -> false;
                })
        .orElse(false);
  }

  @Override
  public void close(boolean interrupt) {
    running.ifPresent(it -> it.http1().close(interrupt || isLate()));
  }

  @Override
  public boolean canInterrupt() {
    // A stream ends by itself and sends its reason.
    return running
        .filter(it -> !it.isStreaming())
        .filter(it -> it.http1() instanceof InterruptableTask<?> task && task.canInterrupt())
        .isPresent();
  }
}
