package btcfeed.exchange.line;

import jakarta.websocket.ClientEndpointConfig;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import org.glassfish.tyrus.spi.ClientContainer;
import org.glassfish.tyrus.spi.ClientEngine;

/**
 * How Tyrus comes to a {@link TyrusSocket}: it makes its transport by class name and passes nothing
 * on but the endpoint's properties, so the wire to use lies there.
 */
public final class SocketContainer implements ClientContainer {
  /** The property that holds the wire. */
  static final String WIRE = TyrusSocket.class.getName();

  /** Called by Tyrus. */
  public SocketContainer() {}

  @Override
  public void openClientSocket(
      ClientEndpointConfig config, Map<String, Object> properties, ClientEngine engine)
      throws IOException {
    Object wire = config.getUserProperties().get(WIRE);
    ((TyrusSocket) Objects.requireNonNull(wire, "no wire")).open(engine);
  }
}
