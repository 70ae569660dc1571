package btcfeed.exchange.line;

import btcfeed.domain.line.LineEvent;
import btcfeed.domain.port.LinePort;
import btcfeed.domain.port.LinePort.Opened;
import btcfeed.exchange.codec.ConnectToken;
import btcfeed.exchange.codec.Subscription;
import btcfeed.exchange.input.PayloadSample;
import btcfeed.exchange.net.VenueHttpClient;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * One connection from attempt to end. Its own thread connects, reads, and calls the listener, so
 * nothing is read while the listener blocks.
 *
 * <pre>
 *   connecting ──handshake done──→ open ──close──→ closing
 *       │                           │                 │
 *       └── failed or timed out ────┴───── ended ─────┴──→ ended
 * </pre>
 *
 * <p>The first outcome of an attempt is reported, later ones are ignored. A connection that the
 * service closes does not report its own end.
 */
final class LineConnection implements LinePort.Connection, Runnable {
  private static final long LISTENER_MS = 200;
  private static final int MAX_TOKEN_BYTES = 64 * 1024;
  private static final int OK = 200;

  private final VenueLine line;
  private final VenueHttpClient tokens;
  private final EventGate gate;
  private final OutboundQueue outbound;
  private final InboundDispatcher inbound;
  private final Transport transport;
  private final CompletableFuture<Opened> attempt = new CompletableFuture<>();
  private final AtomicBoolean closing = new AtomicBoolean();
  private final CountDownLatch released = new CountDownLatch(1);
  private Subscription subscription;

  /**
   * Makes a connection; nothing is connected yet.
   *
   * @param timeout for each step of the attempt
   */
  LineConnection(VenueLine line, Duration timeout, Consumer<LineEvent> listener) {
    this.line = line;
    this.tokens = new VenueHttpClient(line.connector(), timeout, MAX_TOKEN_BYTES);
    this.subscription = line.codec().subscription();
    this.gate = new EventGate(listener, this::abort);
    this.outbound = new OutboundQueue(subscription, line.clock());
    this.inbound =
        new InboundDispatcher(line.codec().decoder(), gate::emit, outbound, line.clock());
    this.transport = new Transport(line, timeout, inbound);
  }

  /** Waits for the handshake; ends the attempt when it takes too long. */
  Opened await(Duration timeout) {
    try {
      return attempt.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException _) {
      giveUp("no handshake within " + timeout.toMillis() + " ms");
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      giveUp("interrupted");
    } catch (ExecutionException e) {
      throw new IllegalStateException("the outcome is always a value", e);
    }
    return attempt.join();
  }

  @Override
  public void run() {
    try {
      if (line.codec().connectToken().isPresent()) {
        subscription = subscription(line.codec().connectToken().get());
      }
      WebSocketLibrary library = transport.open(subscription.uri());
      opened(library);
      ended(failed(transport.read(library)));
    } catch (IOException | RuntimeException e) {
      ended(failure(e));
    } finally {
      outbound.stop();
      transport.close();
      inbound.close();
      released.countDown();
    }
  }

  @Override
  public void ping() {
    outbound.ping();
  }

  @Override
  public void gather(Duration most) {
    transport.gather(most);
  }

  @Override
  public void close(String why) {
    if (!closing.getAndSet(true)) {
      // On a thread of its own: a venue that reads nothing could block it.
      Thread.startVirtualThread(() -> transport.sendClose(Transport.NORMAL_CLOSURE));
    }
    if (!gate.inListener()) {
      awaitRelease();
    }
    gate.close(LISTENER_MS);
    transport.abort();
  }

  /** A failure without an HTTP status. */
  static Opened.Failed failed(String detail) {
    return new Opened.Failed(Optional.empty(), Optional.empty(), detail);
  }

  /**
   * The subscription with a new token. A refused request is a refused handshake: same statuses,
   * same {@code Retry-After}.
   */
  private Subscription subscription(ConnectToken token) throws IOException {
    VenueHttpClient.Response response;
    byte[] body;
    try {
      response = tokens.post(token.request());
      body = response.body();
    } catch (IOException e) {
      throw new IOException("no token: " + e.getMessage(), e);
    }
    String sample = PayloadSample.of(body);
    if (response.status() != OK) {
      throw new HandshakeRefused(
          response.status(), "to the request for a token: " + sample, response.retryAfter());
    }
    return token
        .read(body)
        .orElseThrow(() -> new IOException("no token: the venue gave no token: " + sample));
  }

  private void opened(WebSocketLibrary library) throws IOException {
    outbound.start(library, subscription);
    if (!attempt.complete(new Opened.Connected(this))) {
      throw new IOException("the attempt timed out");
    }
    inbound.tap(line.tap().opened(line.id(), line.clock().wallUs()));
    if (line.codec().subscription().confirmedByHandshake()) {
      gate.emit(new LineEvent.Confirmed());
    }
  }

  private void giveUp(String detail) {
    if (attempt.complete(failed(detail))) {
      abort();
    }
  }

  private void ended(Opened.Failed reason) {
    inbound.flush();
    boolean first = attempt.complete(reason);
    if (!first && !closing.get() && attempt.join() instanceof Opened.Connected) {
      gate.emit(new LineEvent.Closed(reason.detail()));
    }
  }

  private void abort() {
    tokens.close();
    transport.abort();
  }

  private void awaitRelease() {
    try {
      boolean _ = released.await(line.closeTimeout().toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** The cause of a failed attempt, without the exceptions that a library wraps around it. */
  private static Opened.Failed failure(Exception failure) {
    Throwable cause = failure;
    while (cause.getCause() != null
        && (!(cause instanceof IOException)
            || cause.getCause().toString().equals(cause.getMessage()))) {
      cause = cause.getCause();
    }
    String detail =
        PayloadSample.of(Objects.requireNonNullElse(cause.getMessage(), cause.toString()));
    return cause instanceof HandshakeRefused refused
        ? new Opened.Failed(Optional.of(refused.status()), refused.retryAfter(), detail)
        : failed(detail);
  }
}
