package btcfeed.http.server;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataWriter;
import io.helidon.common.concurrency.limits.Limit;
import io.helidon.common.task.InterruptableTask;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import io.helidon.webserver.http1.spi.Http1Upgrader;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * HTTP/1.1 connections that do not wait for a client for ever.
 *
 * <p>The server's idle check asks a connection to close, and that is enough while it waits for a
 * request line, but not in the middle of header fields or of an answer nobody reads: a client that
 * sends one byte now and then would keep its place as long as it likes. Here a connection that has
 * been busy with one request for longer than {@code idleTimeout} is interrupted wherever it is. A
 * {@link Flow} looks after itself.
 */
final class ImpatientConnections implements ServerConnectionSelector {
  private final Http1ConnectionSelector http1;
  private final Duration idleTimeout;

  ImpatientConnections(Http1Config config, Http1Upgrader socket, Duration idleTimeout) {
    this.http1 = Http1ConnectionSelector.builder().config(config).addUpgrader(socket).build();
    this.idleTimeout = idleTimeout;
  }

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
    return new Impatient(http1.connection(context), context.dataWriter(), idleTimeout);
  }

  private static final class Impatient implements ServerConnection, InterruptableTask<Void> {
    private final ServerConnection inner;
    private final DataWriter writer;
    private final Duration idleTimeout;
    private volatile Optional<ConnectionLimit> own = Optional.empty();

    Impatient(ServerConnection inner, DataWriter writer, Duration idleTimeout) {
      this.inner = inner;
      this.writer = writer;
      this.idleTimeout = idleTimeout;
    }

    @Override
    public void handle(Limit limit) throws InterruptedException {
      ConnectionLimit mine = new ConnectionLimit(limit, writer);
      own = Optional.of(mine);
      mine.during(() -> inner.handle(mine));
    }

    @Override
    public Duration idleTime() {
      return flows() ? Duration.ZERO : inner.idleTime();
    }

    @Override
    public void close(boolean interrupt) {
      inner.close(interrupt || idleTime().compareTo(idleTimeout) > 0);
    }

    @Override
    public boolean canInterrupt() {
      // What flows has its own end, in which it says why.
      return !flows() && inner instanceof InterruptableTask<?> task && task.canInterrupt();
    }

    private boolean flows() {
      return own.filter(ConnectionLimit::flowing).isPresent();
    }
  }
}
