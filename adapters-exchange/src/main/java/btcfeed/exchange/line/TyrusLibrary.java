package btcfeed.exchange.line;

import btcfeed.exchange.input.PayloadSample;
import btcfeed.exchange.net.ResponseHead;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.Session;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.glassfish.tyrus.client.ClientManager;
import org.glassfish.tyrus.core.TyrusUpgradeResponse;
import org.glassfish.tyrus.spi.ClientContainer;
import org.glassfish.tyrus.spi.ClientEngine;
import org.glassfish.tyrus.spi.ClientEngine.ClientUpgradeInfo;
import org.glassfish.tyrus.spi.ClientEngine.ClientUpgradeStatus;
import org.glassfish.tyrus.spi.CompletionHandler;
import org.glassfish.tyrus.spi.Connection;
import org.glassfish.tyrus.spi.UpgradeResponse;
import org.glassfish.tyrus.spi.Writer;

/** Tyrus, without its transports. */
final class TyrusLibrary extends Endpoint implements WebSocketLibrary {
  private final URI uri;
  private final Transport transport;
  private final MessageAssembler messages;
  private Optional<Connection> connection = Optional.empty();
  private volatile Optional<Session> session = Optional.empty();

  TyrusLibrary(URI uri, Transport transport, MessageAssembler messages) {
    this.uri = uri;
    this.transport = transport;
    this.messages = messages;
  }

  @Override
  public void open() throws IOException {
    ClientEndpointConfig config = ClientEndpointConfig.Builder.create().build();
    config.getUserProperties().put(Container.LIBRARY, this);
    ClientManager manager = ClientManager.createClient(Container.class.getName());
    // Zero would mean "no timeout" and still schedule a task for every message.
    manager.setDefaultMaxSessionIdleTimeout(-1);
    try {
      session = Optional.of(manager.connectToServer(this, config, uri));
    } catch (DeploymentException e) {
      throw new IOException(e);
    }
  }

  @Override
  public void read(ByteBuffer frames) {
    connection.orElseThrow().getReadHandler().handle(frames);
  }

  @Override
  public void send(Optional<String> textOrPing) throws IOException {
    RemoteEndpoint.Basic remote = session.orElseThrow().getBasicRemote();
    if (textOrPing.isPresent()) {
      remote.sendText(textOrPing.get());
    } else {
      remote.sendPing(ByteBuffer.allocate(0));
    }
  }

  @Override
  public void close() {
    connection.ifPresent(open -> open.close(new CloseReason(CloseCodes.CLOSED_ABNORMALLY, "")));
  }

  /** Asks for parts, because Tyrus needs half the time for a part that it needs for a message. */
  @Override
  public void onOpen(Session opened, EndpointConfig config) {
    MessageHandler.Partial<String> text =
        (part, last) ->
            messages.part(part.getBytes(StandardCharsets.UTF_8), last, /* isBinary= */ false);
    MessageHandler.Partial<byte[]> binary =
        (part, last) -> messages.part(part, last, /* isBinary= */ true);
    opened.addMessageHandler(String.class, text);
    opened.addMessageHandler(byte[].class, binary);
  }

  /** Tyrus found a violation of the protocol, or {@link #close} was called. */
  @Override
  public void onClose(Session closed, CloseReason reason) {
    if (!reason.getCloseCode().equals(CloseCodes.CLOSED_ABNORMALLY)) {
      int code = reason.getCloseCode().getCode();
      String phrase = Optional.ofNullable(reason.getReasonPhrase()).orElse("");
      transport.violated(code, (code + " " + PayloadSample.of(phrase)).strip());
    }
  }

  @Override
  public void onError(Session failed, Throwable failure) {
    transport.end("the connection failed: " + failure);
  }

  /** Performs the handshake, on behalf of {@link ClientManager#connectToServer}. */
  private void open(ClientEngine engine) throws IOException {
    Map<String, List<String>> headers = engine.createUpgradeRequest(transport::abort).getHeaders();
    ResponseHead response =
        transport.exchange(
            headers.entrySet().stream()
                .map(header -> Map.entry(header.getKey(), String.join(", ", header.getValue())))
                .toList());
    UpgradeResponse upgrade = new TyrusUpgradeResponse();
    upgrade.setStatus(response.status());
    upgrade.setReasonPhrase(response.reason());
    response.headers().forEach((name, value) -> upgrade.getHeaders().put(name, List.of(value)));
    ClientUpgradeInfo info =
        engine.processResponse(
            upgrade, new ToTransport(), _ -> transport.end("the connection was closed"));
    if (info.getUpgradeStatus() == ClientUpgradeStatus.SUCCESS) {
      connection = Optional.of(info.createConnection());
    }
  }

  /** Writes the frames of Tyrus. */
  private final class ToTransport extends Writer {
    @Override
    public void write(ByteBuffer frame, CompletionHandler<ByteBuffer> handler) {
      try {
        transport.write(frame);
        handler.completed(frame);
      } catch (IOException e) {
        handler.failed(e);
      }
    }

    /** Called by Tyrus when it needs the connection no more. The transport closes the socket. */
    @Override
    public void close() {
      transport.end("the connection was closed");
    }
  }

  /**
   * Leads Tyrus to its {@link TyrusLibrary}. Tyrus creates this by class name and passes only the
   * endpoint's properties, so the library is one of them.
   */
  public static final class Container implements ClientContainer {
    private static final String LIBRARY = TyrusLibrary.class.getName();

    /** Called by Tyrus. */
    public Container() {}

    @Override
    public void openClientSocket(
        ClientEndpointConfig config, Map<String, Object> properties, ClientEngine engine)
        throws IOException {
      ((TyrusLibrary) Objects.requireNonNull(config.getUserProperties().get(LIBRARY))).open(engine);
    }
  }
}
