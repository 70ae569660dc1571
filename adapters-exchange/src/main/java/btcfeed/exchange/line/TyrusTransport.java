package btcfeed.exchange.line;

import btcfeed.exchange.net.Cancellation;
import btcfeed.exchange.net.OutboundConnector;
import btcfeed.exchange.net.ResponseHead;
import btcfeed.exchange.net.RetryAfter;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Session;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.glassfish.tyrus.client.ClientManager;
import org.glassfish.tyrus.core.TyrusUpgradeResponse;
import org.glassfish.tyrus.spi.ClientContainer;
import org.glassfish.tyrus.spi.ClientEngine;
import org.glassfish.tyrus.spi.ClientEngine.ClientUpgradeInfo;
import org.glassfish.tyrus.spi.ClientEngine.ClientUpgradeStatus;
import org.glassfish.tyrus.spi.Connection;
import org.glassfish.tyrus.spi.UpgradeRequest;
import org.glassfish.tyrus.spi.UpgradeResponse;

/**
 * A connection over Tyrus, whose bytes this class carries: it reads a blocking socket and passes
 * whole frames to Tyrus on the calling thread.
 */
final class TyrusTransport implements Transport {
  private static final int SWITCHING_PROTOCOLS = 101;

  private final VenueLine line;
  private final Duration timeout;
  private final TransportListener listener;
  private final TyrusEndpoint endpoint;
  private final ReadCoalescer coalescer = new ReadCoalescer();
  private final Cancellation cancellation = new Cancellation();
  private URI target = URI.create("");
  private volatile Optional<Upgraded> upgraded = Optional.empty();
  private volatile Optional<Session> session = Optional.empty();

  private record Upgraded(
      InputStream in, TyrusSocketWriter out, Connection tyrus, TyrusFrameSplitter frames) {}

  TyrusTransport(VenueLine line, Duration timeout, TransportListener listener) {
    this.line = line;
    this.timeout = timeout;
    this.listener = listener;
    this.endpoint = new TyrusEndpoint(listener, line.budget(), this::abort);
  }

  @Override
  public void run(URI uri) throws IOException {
    target = uri;
    ClientEndpointConfig config =
        ClientEndpointConfig.Builder.create().configurator(new UserAgent()).build();
    config.getUserProperties().put(Container.TRANSPORT, this);
    ClientManager manager = ClientManager.createClient(Container.class.getName());
    // Zero would mean "no timeout" and still schedule a task for every message.
    manager.setDefaultMaxSessionIdleTimeout(-1);
    try {
      session = Optional.of(manager.connectToServer(endpoint, config, uri));
      listener.opened();
      readUntilEnd(upgraded.orElseThrow());
    } catch (DeploymentException e) {
      throw new IOException(e);
    } finally {
      abort();
      upgraded.ifPresent(
          open -> open.tyrus().close(new CloseReason(CloseCodes.CLOSED_ABNORMALLY, "")));
      endpoint.close();
    }
  }

  @Override
  public void sendText(String message) throws IOException {
    session.orElseThrow().getBasicRemote().sendText(message);
  }

  @Override
  public void sendPing() throws IOException {
    session.orElseThrow().getBasicRemote().sendPing(ByteBuffer.allocate(0));
  }

  @Override
  public void sendClose() {
    upgraded.ifPresent(open -> open.out().sendClose(CloseCodes.NORMAL_CLOSURE.getCode()));
  }

  @Override
  public void gather(Duration most) {
    coalescer.gather(most);
  }

  @Override
  public void abort() {
    cancellation.cancel();
  }

  /** Connects and performs the handshake, on behalf of {@link ClientManager#connectToServer}. */
  private void open(ClientEngine engine) throws IOException {
    Socket socket = line.connector().open(target, timeout, cancellation);
    UpgradeRequest request = engine.createUpgradeRequest(this::abort);
    socket.getOutputStream().write(head(request).getBytes(StandardCharsets.ISO_8859_1));
    ResponseHead response = ResponseHead.read(socket.getInputStream());
    if (response.status() != SWITCHING_PROTOCOLS) {
      throw new HandshakeRefused(
          response.status(),
          response.reason(),
          RetryAfter.parse(
              response.header("Retry-After"), response.header("Date"), line.clock().wallUs()));
    }
    TyrusSocketWriter out = new TyrusSocketWriter(socket.getOutputStream(), line.clock());
    ClientUpgradeInfo info = engine.processResponse(asTyrus(response), out, _ -> out.close());
    if (info.getUpgradeStatus() == ClientUpgradeStatus.SUCCESS) {
      socket.setSoTimeout(0);
      Connection tyrus = info.createConnection();
      TyrusFrameSplitter frames =
          new TyrusFrameSplitter(
              line.maxMessageBytes(), coalescer, listener, endpoint, out, tyrus.getReadHandler());
      upgraded = Optional.of(new Upgraded(socket.getInputStream(), out, tyrus, frames));
    }
  }

  private static String head(UpgradeRequest request) {
    URI uri = request.getRequestURI();
    String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    String query = Optional.ofNullable(uri.getRawQuery()).map(q -> "?" + q).orElse("");
    StringBuilder head = new StringBuilder("GET " + path + query + " HTTP/1.1\r\n");
    request
        .getHeaders()
        .forEach(
            (name, values) ->
                head.append(name).append(": ").append(String.join(", ", values)).append("\r\n"));
    return head.append("\r\n").toString();
  }

  private static UpgradeResponse asTyrus(ResponseHead response) {
    UpgradeResponse result = new TyrusUpgradeResponse();
    result.setStatus(response.status());
    result.setReasonPhrase(response.reason());
    response.headers().forEach((name, value) -> result.getHeaders().put(name, List.of(value)));
    return result;
  }

  private void readUntilEnd(Upgraded open) {
    String reason;
    try {
      reason = read(open);
    } catch (IOException e) {
      reason = Objects.requireNonNullElse(e.getMessage(), e.toString());
    }
    if (!open.out().closed()) {
      open.frames().cut();
    }
    listener.ended(reason);
  }

  /** Reads until the connection ends; returns the reason. */
  private String read(Upgraded open) throws IOException {
    while (!open.out().closed()) {
      int count = open.frames().fill(open.in());
      if (count < 0) {
        return open.frames().insideFrame()
            ? "the connection ended inside a frame"
            : "the venue ended the connection without a word";
      }
      listener.bytesArrived();
      Optional<String> end = open.frames().split();
      listener.readComplete();
      if (end.isPresent()) {
        return end.get();
      }
      long pause = coalescer.pause(count, line.clock().nanos());
      if (pause > 0) {
        LockSupport.parkNanos(pause);
      }
    }
    return "the connection was closed";
  }

  /**
   * Leads Tyrus to its {@link TyrusTransport}. Tyrus creates this by class name and passes only the
   * endpoint's properties, so the transport is one of them.
   */
  public static final class Container implements ClientContainer {
    private static final String TRANSPORT = TyrusTransport.class.getName();

    /** Called by Tyrus. */
    public Container() {}

    @Override
    public void openClientSocket(
        ClientEndpointConfig config, Map<String, Object> properties, ClientEngine engine)
        throws IOException {
      TyrusTransport transport =
          (TyrusTransport)
              Objects.requireNonNull(config.getUserProperties().get(TRANSPORT), "no transport");
      transport.open(engine);
    }
  }

  /** Some venues refuse clients without a name. */
  private static final class UserAgent extends ClientEndpointConfig.Configurator {
    @Override
    public void beforeRequest(Map<String, List<String>> headers) {
      headers.put("User-Agent", List.of(OutboundConnector.USER_AGENT));
    }
  }
}
