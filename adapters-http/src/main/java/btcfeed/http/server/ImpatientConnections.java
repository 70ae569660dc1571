package btcfeed.http.server;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.concurrency.limits.Limit;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import io.helidon.webserver.http1.spi.Http1Upgrader;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;
import java.util.Set;

/** Makes an {@link ImpatientConnection} of each connection that is accepted. */
final class ImpatientConnections implements ServerConnectionSelector {
  private final Http1ConnectionSelector http1;
  private final HttpOptions options;
  private final OpenConnections open;
  private final Limit forProbes;

  ImpatientConnections(
      Http1Config config,
      Http1Upgrader socket,
      HttpOptions options,
      OpenConnections open,
      Limit forProbes) {
    this.http1 = Http1ConnectionSelector.builder().config(config).addUpgrader(socket).build();
    this.options = options;
    this.open = open;
    this.forProbes = forProbes;
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

  /** The server asks this as soon as it has accepted a connection, before it reads a byte. */
  @Override
  public ServerConnection connection(ConnectionContext context) {
    return new ImpatientConnection(context, http1::connection, options, open, forProbes);
  }
}
