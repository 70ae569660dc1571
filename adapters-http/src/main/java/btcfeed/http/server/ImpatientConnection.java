package btcfeed.http.server;

import btcfeed.http.answer.Problem;
import btcfeed.http.answer.Response;
import io.helidon.common.buffers.BufferData;
import io.helidon.common.concurrency.limits.Limit;
import io.helidon.common.task.InterruptableTask;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.spi.ServerConnection;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * An HTTP/1.1 connection that has one of the {@link OpenConnections} and does not wait for its
 * client for ever.
 *
 * <p>The server's idle check only asks a connection to close. That is enough while it waits for a
 * request line, but not in the middle of header fields or of an answer that the client does not
 * read: a client that sends one byte now and then would keep its place. The server's read timeout
 * has no effect on its sockets. Here a late connection is interrupted wherever it is. A {@link
 * Flow} has a time limit of its own.
 *
 * <p>Threads: {@link #handle} the connection's own, the rest any.
 */
final class ImpatientConnection
    implements ServerConnection, InterruptableTask<Void>, OpenConnections.Member {
  private static final Duration LATE = Duration.ofDays(1);
  private static final int CHECKS_PER_TIMEOUT = 20;
  private static final Duration CHECK_AT_MOST = Duration.ofMillis(500);

  private final ConnectionContext context;
  private final Function<ConnectionContext, ServerConnection> http1;
  private final HttpOptions options;
  private final OpenConnections open;
  private final Limit forProbes;

  private final Duration checkEvery;

  /** How long the phase has lasted at least: from its second check on, one period each. */
  private Duration lasted;

  private volatile long waitingSince;
  private volatile Optional<Running> running = Optional.empty();

  /** From when it is handled. */
  private record Running(ServerConnection inner, ConnectionLimit limit, Thread thread) {
    boolean is(ConnectionLimit.Phase phase) {
      return limit.phase() == phase;
    }
  }

  ImpatientConnection(
      ConnectionContext context,
      Function<ConnectionContext, ServerConnection> http1,
      HttpOptions options,
      OpenConnections open,
      Limit forProbes) {
    this.context = context;
    this.http1 = http1;
    this.options = options;
    this.open = open;
    this.forProbes = forProbes;
    this.checkEvery = checkEvery(options.connections());
    this.lasted = checkEvery.negated();
  }

  /** How often {@link #idleTime} is to be asked. */
  static Duration checkEvery(HttpOptions.Connections connections) {
    Duration shorter =
        connections.readTimeout().compareTo(connections.answerTimeout()) < 0
            ? connections.readTimeout()
            : connections.answerTimeout();
    Duration part = shorter.dividedBy(CHECKS_PER_TIMEOUT).plusMillis(1);
    return part.compareTo(CHECK_AT_MOST) < 0 ? part : CHECK_AT_MOST;
  }

  @Override
  public void handle(Limit shared) throws InterruptedException {
    OpenConnections.Peer peer = OpenConnections.Peer.of(context.remotePeer().address());
    ConnectionLimit limit =
        new ConnectionLimit(shared, forProbes, context.dataWriter(), () -> phaseBegins(peer));
    RequestHeads heads = new RequestHeads(context.dataReader(), limit, options.requests());
    ServerConnection inner = http1.apply(new ReadContext(context, heads.reader()));
    running = Optional.of(new Running(inner, limit, Thread.currentThread()));
    waitingSince = open.now();
    if (!open.enter(peer, this)) {
      refuse();
      throw new CloseConnectionException("no place for one more connection");
    }
    try {
      limit.during(() -> inner.handle(limit));
    } finally {
      open.leave(peer, this);
    }
  }

  private void phaseBegins(OpenConnections.Peer peer) {
    waitingSince = open.now();
    last(checkEvery.negated());
    if (running.filter(it -> it.is(ConnectionLimit.Phase.FLOWING)).isPresent()) {
      // Streams have a limit of their own.
      open.leave(peer, this);
    }
  }

  private void refuse() {
    Response answer = Problem.refused(Status.SERVICE_UNAVAILABLE_503).answer();
    String header =
        "HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\nRetry-After: 1\r\nContent-Type: "
            + answer.contentType()
            + "\r\nContent-Length: "
            + answer.body().length()
            + "\r\n"
            + Headers.lines()
            + "\r\n";
    context
        .dataWriter()
        .writeNow(
            BufferData.create(
                BufferData.create(header.getBytes(StandardCharsets.US_ASCII)),
                BufferData.create(answer.body().bytes())));
  }

  @Override
  public long waitingSince() {
    return waitingSince;
  }

  @Override
  public boolean closeIfWaiting() {
    return running
        .filter(it -> it.limit().end())
        .map(
            it -> {
              it.thread().interrupt();
              return true;
            })
        .orElse(false);
  }

  /** Asked once every {@link #checkEvery}: a long time once the connection is late, else none. */
  @Override
  public Duration idleTime() {
    last(lasted().plus(checkEvery));
    return isLate() ? LATE : Duration.ZERO;
  }

  private synchronized Duration lasted() {
    return lasted;
  }

  private synchronized void last(Duration duration) {
    lasted = duration;
  }

  private boolean isLate() {
    HttpOptions.Connections bounds = options.connections();
    Duration atLeast = lasted();
    return running
        .map(
            it ->
                switch (it.limit().phase()) {
                  case WAITING -> atLeast.compareTo(bounds.readTimeout()) >= 0;
                  case ANSWERING -> atLeast.compareTo(bounds.answerTimeout()) >= 0;
                  case FLOWING, ENDED -> false;
                })
        .orElse(false);
  }

  @Override
  public void close(boolean interrupt) {
    running.ifPresent(it -> it.inner().close(interrupt || isLate()));
  }

  @Override
  public boolean canInterrupt() {
    // What flows has its own end, in which it says why.
    return running
        .filter(it -> !it.is(ConnectionLimit.Phase.FLOWING))
        .filter(it -> it.inner() instanceof InterruptableTask<?> task && task.canInterrupt())
        .isPresent();
  }
}
