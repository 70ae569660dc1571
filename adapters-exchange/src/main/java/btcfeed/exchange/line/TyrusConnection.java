package btcfeed.exchange.line;

import btcfeed.domain.line.BadInput;
import btcfeed.domain.line.LineEvent;
import btcfeed.domain.port.LinePort;
import btcfeed.domain.port.LinePort.Opened;
import btcfeed.domain.time.Clock;
import btcfeed.exchange.codec.Subscription;
import btcfeed.exchange.codec.VenueCodec;
import btcfeed.exchange.input.MessageBudget;
import btcfeed.exchange.net.OutboundConnector;
import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Session;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.glassfish.tyrus.client.ClientManager;

/**
 * One connection from attempt to end. It is its own thread's work: shakes hands, subscribes, then
 * reads until the end, and every event is said on that thread.
 */
final class TyrusConnection implements LinePort.Connection, TransportListener, Runnable {
  private static final long LISTENER_MS = 200;

  private final ClientManager manager;
  private final VenueCodec codec;
  private final ConnectTokenClient reception;
  private final Clock clock;
  private final Duration farewell;
  private final EventGate gate;
  private final TyrusSocket wire;
  private final InboundDispatcher hearing;
  private final LineEndpoint endpoint;
  private final OutboundQueue speaker;
  private final ConnectionTap overhearing;
  private final ConnectAttempt attempt = new ConnectAttempt();
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile boolean leaving;

  TyrusConnection(
      ClientManager manager,
      VenueCodec codec,
      ConnectTokenClient reception,
      Dialer dialer,
      int maxMessageBytes,
      MessageBudget budget,
      Clock clock,
      Duration farewell,
      ConnectionTap overhearing,
      Consumer<LineEvent> listener) {
    this.manager = manager;
    this.codec = codec;
    this.reception = reception;
    this.clock = clock;
    this.farewell = farewell;
    this.overhearing = overhearing;
    this.gate = new EventGate(listener);
    this.speaker = new OutboundQueue(codec.subscription(), clock);
    this.wire = new TyrusSocket(dialer, maxMessageBytes, clock, this);
    this.hearing = new InboundDispatcher(codec.decoder(), gate, speaker, overhearing);
    this.endpoint = new LineEndpoint(wire, hearing, gate, this, budget);
  }

  /** Waits for the handshake; gives the attempt up when it takes too long. */
  Opened await(Duration timeout) {
    return attempt.await(timeout, this::abort);
  }

  @Override
  public void run() {
    try {
      open();
      if (attempt.connected(this)) {
        overhearing.opened();
        if (codec.subscription().confirmedByHandshake()) {
          gate.say(new LineEvent.Confirmed());
        }
        wire.readUntilEnd();
      }
    } catch (DeploymentException | IOException | RuntimeException e) {
      attempt.failed(e, clock.wallUs());
    } finally {
      speaker.stop();
      wire.close();
      endpoint.close();
      hearing.close();
      overhearing.closed();
      ended.countDown();
    }
  }

  @Override
  public void ping() {
    speaker.ping();
  }

  @Override
  public void gather(Duration most) {
    wire.gather(most);
  }

  @Override
  public void close(String why) {
    leaving = true;
    if (!gate.inListener() && ended.getCount() > 0) {
      // On a thread of its own: a peer that takes nothing could hold the farewell up.
      Thread.startVirtualThread(wire::leave);
      awaitEnd();
    }
    gate.shut(LISTENER_MS);
    wire.abort();
  }

  @Override
  public void heard() {
    endpoint.flush();
  }

  @Override
  public void heartbeat() {
    gate.say(new LineEvent.Heartbeat());
  }

  @Override
  public void oversized(long bytes, String limit) {
    gate.say(
        new LineEvent.Bad(
            BadInput.OVERSIZED,
            "a message of at least " + bytes + " bytes; the limit is " + limit,
            Optional.empty()));
  }

  @Override
  public void violation(String detail) {
    gate.say(new LineEvent.Bad(BadInput.MALFORMED, detail, Optional.empty()));
  }

  @Override
  public void cut(byte[] rest, boolean continuation, boolean binary) {
    endpoint.cut(rest, continuation, binary);
  }

  @Override
  public void ended(String detail) {
    if (!leaving) {
      gate.say(new LineEvent.Closed(detail));
    }
  }

  private void abort() {
    reception.abort();
    wire.abort();
  }

  private void open() throws DeploymentException, IOException {
    ClientEndpointConfig config =
        ClientEndpointConfig.Builder.create().configurator(new Introduction()).build();
    config.getUserProperties().put(SocketContainer.WIRE, wire);
    Subscription admitted = reception.subscription(codec);
    wire.to(admitted.uri());
    speaker.start(
        new TyrusVoice(manager.connectToServer(endpoint, config, admitted.uri())), admitted);
  }

  private void awaitEnd() {
    try {
      if (!ended.await(farewell.toNanos(), TimeUnit.NANOSECONDS)) {
        wire.abort();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Some venues refuse clients that do not name themselves. */
  private static final class Introduction extends ClientEndpointConfig.Configurator {
    @Override
    public void beforeRequest(Map<String, List<String>> headers) {
      headers.put("User-Agent", List.of(OutboundConnector.USER_AGENT));
    }
  }

  /** Says it through Tyrus. */
  private record TyrusVoice(Session session) implements FrameSender {
    @Override
    public void text(String message) throws IOException {
      session.getBasicRemote().sendText(message);
    }

    @Override
    public void ping() throws IOException {
      session.getBasicRemote().sendPing(ByteBuffer.allocate(0));
    }
  }
}
