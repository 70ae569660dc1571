package btcfeed.exchange.line;

import btcfeed.domain.line.LineEvent;
import btcfeed.domain.port.LinePort;
import btcfeed.domain.port.LinePort.Opened;
import btcfeed.domain.time.Clock;
import btcfeed.exchange.codec.Subscription;
import btcfeed.exchange.codec.VenueCodec;
import btcfeed.exchange.net.OutboundConnector;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;

/**
 * One connection from attempt to end. Its own thread shakes hands and subscribes, waits for the end
 * and clears up; events are said on the thread of the JDK's client that reads, one at a time.
 */
final class JdkConnection implements LinePort.Connection, Runnable {
  private static final long LISTENER_MS = 200;
  private static final int SWITCHING_PROTOCOLS = 101;

  private final VenueCodec codec;
  private final Reception reception;
  private final Duration timeout;
  private final Clock clock;
  private final Duration farewell;
  private final EventGate gate;
  private final Speaker speaker;
  private final Overhearing overhearing;
  private final Hearing hearing;
  private final JdkListener listener;
  private final HttpClient client;
  private final Attempt attempt = new Attempt();
  private final CountDownLatch over = new CountDownLatch(1);
  private final CountDownLatch gone = new CountDownLatch(1);
  private volatile Optional<WebSocket> socket = Optional.empty();
  private volatile boolean leaving;

  JdkConnection(
      VenueCodec codec,
      SSLContext tls,
      Duration timeout,
      int maxMessageBytes,
      Clock clock,
      Duration farewell,
      Overhearing overhearing,
      Consumer<LineEvent> events) {
    this.codec = codec;
    this.reception = new Reception(OutboundConnector.direct(tls, clock), timeout);
    this.timeout = timeout;
    this.clock = clock;
    this.farewell = farewell;
    this.overhearing = overhearing;
    this.gate = new EventGate(events);
    this.speaker = new Speaker(codec.subscription(), clock);
    this.hearing = new Hearing(codec.decoder(), gate, speaker, overhearing);
    this.listener = new JdkListener(hearing, gate, maxMessageBytes, clock, this::ended);
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(timeout)
            .sslContext(tls)
            // On the thread that reads, which is this connection's alone: with any other the client
            // may read the end while a listener is still at the last message, and forget it.
            .executor(Runnable::run)
            .build();
  }

  /** Waits for the handshake; gives the attempt up when it takes too long. */
  Opened await() {
    return attempt.await(timeout, this::abort);
  }

  @Override
  public void run() {
    try {
      open();
      over.await();
    } catch (InterruptedException e) {
      attempt.failed(e, clock.wallUs());
    } catch (IOException | RuntimeException e) {
      attempt.failed(e, clock.wallUs());
    } finally {
      speaker.stop();
      abort();
      hearing.close();
      overhearing.closed();
      gone.countDown();
    }
  }

  @Override
  public void ping() {
    speaker.ping();
  }

  @Override
  public void close(String why) {
    leaving = true;
    if (!gate.inListener() && gone.getCount() > 0) {
      // On a thread of its own: a peer that takes nothing could hold the farewell up.
      socket.ifPresent(open -> Thread.startVirtualThread(() -> sayGoodbye(open)));
      awaitEnd();
    }
    gate.shut(LISTENER_MS);
    abort();
  }

  private void open() throws IOException, InterruptedException {
    Subscription admitted = reception.subscription(codec);
    WebSocket open = shakeHands(admitted);
    socket = Optional.of(open);
    speaker.start(new JdkVoice(open), admitted);
    if (!attempt.connected(this)) {
      throw new IOException("given up");
    }
    overhearing.opened();
    if (codec.subscription().confirmedByHandshake()) {
      gate.say(new LineEvent.Confirmed());
    }
    open.request(1);
  }

  private WebSocket shakeHands(Subscription admitted) throws IOException, InterruptedException {
    CompletableFuture<WebSocket> opening =
        client
            .newWebSocketBuilder()
            .connectTimeout(timeout)
            .header("User-Agent", OutboundConnector.USER_AGENT)
            .buildAsync(admitted.uri(), listener);
    try {
      return opening.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new IOException("no handshake within " + timeout.toMillis() + " ms");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof WebSocketHandshakeException refused
          && refused.getResponse().statusCode() != SWITCHING_PROTOCOLS) {
        throw new HandshakeRefused(HttpUpgrade.Response.of(refused.getResponse(), ""));
      }
      if (e.getCause() instanceof ConnectException nobody && nobody.getMessage() == null) {
        // The JDK's client keeps the reason to itself; refused is what it nearly always is.
        throw new IOException("the connection was refused, or could not be made");
      }
      throw new IOException(Optional.ofNullable(e.getCause()).orElse(e));
    }
  }

  private void ended(String detail) {
    if (!leaving) {
      gate.say(new LineEvent.Closed(detail));
    }
    over.countDown();
  }

  private static void sayGoodbye(WebSocket open) {
    try {
      new JdkVoice(open).goodbye();
    } catch (IOException _) {
      // Then the venue has left before us.
    }
  }

  private void awaitEnd() {
    try {
      if (!gone.await(farewell.toNanos(), TimeUnit.NANOSECONDS)) {
        abort();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Lets go of everything at once. Any thread, any number of times. */
  private void abort() {
    socket.ifPresent(WebSocket::abort);
    client.shutdownNow();
    over.countDown();
  }
}
