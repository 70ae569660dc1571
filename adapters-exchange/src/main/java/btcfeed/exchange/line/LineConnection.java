package btcfeed.exchange.line;

import btcfeed.domain.line.BadInput;
import btcfeed.domain.line.LineEvent;
import btcfeed.domain.port.LinePort;
import btcfeed.domain.port.LinePort.Opened;
import btcfeed.exchange.codec.Subscription;
import btcfeed.exchange.input.PayloadSample;
import btcfeed.exchange.line.ConnectionState.Effect;
import btcfeed.exchange.line.ConnectionState.Event;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * One connection from attempt to end, over any {@link Transport}. Its own thread connects, reads,
 * and calls the listener, so nothing is read while the listener blocks.
 */
final class LineConnection implements LinePort.Connection, TransportListener, Runnable {
  private static final long LISTENER_MS = 200;

  private final VenueLine line;
  private final ConnectTokenClient tokens;
  private final EventGate gate;
  private final OutboundQueue outbound;
  private final InboundDispatcher inbound;
  private final Transport transport;
  private final CompletableFuture<Opened> attempt = new CompletableFuture<>();
  private final CountDownLatch released = new CountDownLatch(1);
  private final AtomicReference<ConnectionState> state =
      new AtomicReference<>(ConnectionState.CONNECTING);
  private Subscription subscription;

  /**
   * Makes a connection; nothing is connected yet.
   *
   * @param timeout for each step of the attempt
   */
  LineConnection(VenueLine line, Duration timeout, Consumer<LineEvent> listener) {
    this.line = line;
    this.tokens = new ConnectTokenClient(line.connector(), timeout);
    this.subscription = line.codec().subscription();
    this.gate = new EventGate(listener, this::abort);
    this.outbound = new OutboundQueue(subscription, line.clock());
    this.inbound = new InboundDispatcher(line.codec().decoder(), gate, outbound);
    this.transport = line.transport(timeout, this);
  }

  /** Waits for the handshake; ends the attempt when it takes too long. */
  Opened await(Duration timeout) {
    try {
      return attempt.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException _) {
      apply(new Event.TimedOut("no handshake within " + timeout.toMillis() + " ms"));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      apply(new Event.TimedOut("interrupted"));
    } catch (ExecutionException e) {
      throw new IllegalStateException("the outcome is always a value", e);
    }
    return attempt.join();
  }

  @Override
  public void run() {
    try {
      subscription = tokens.subscription(line.codec());
      transport.run(subscription.uri());
      ended("the connection was closed");
    } catch (IOException | RuntimeException e) {
      inbound.flush();
      apply(new Event.Ended(failure(e)));
    } finally {
      outbound.stop();
      transport.abort();
      inbound.close(line.clock().wallUs());
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
    apply(new Event.CloseRequested());
    if (!gate.inListener()) {
      awaitRelease();
    }
    gate.close(LISTENER_MS);
    transport.abort();
  }

  @Override
  public void opened() throws IOException {
    outbound.start(transport, subscription);
    apply(new Event.HandshakeDone());
    if (state.get() == ConnectionState.ENDED) {
      throw new IOException("the attempt timed out");
    }
    inbound.tap(line.tap().opened(line.id(), line.clock().wallUs()));
    if (line.codec().subscription().confirmedByHandshake()) {
      gate.emit(new LineEvent.Confirmed());
    }
  }

  @Override
  public void bytesArrived() {
    inbound.arrived(line.clock().wallUs(), line.clock().nanos());
  }

  @Override
  public void message(byte[] message, boolean binary) {
    inbound.message(message, binary);
  }

  @Override
  public void readComplete() {
    inbound.flush();
  }

  @Override
  public void heartbeat() {
    inbound.heartbeat();
  }

  @Override
  public void malformed(String detail) {
    bad(BadInput.MALFORMED, detail);
  }

  @Override
  public void oversized(long bytes, String limit) {
    bad(BadInput.OVERSIZED, "a message of at least " + bytes + " bytes; the limit is " + limit);
  }

  @Override
  public void cut(byte[] beginning, boolean binary) {
    inbound.cut(beginning, binary);
  }

  @Override
  public void ended(String detail) {
    inbound.flush();
    apply(new Event.Ended(ConnectionState.failed(detail)));
  }

  private void bad(BadInput reason, String detail) {
    inbound.flush();
    gate.emit(new LineEvent.Bad(reason, detail, Optional.empty()));
  }

  private void apply(Event event) {
    ConnectionState before;
    ConnectionState.Step step;
    do {
      before = Objects.requireNonNull(state.get());
      step = before.on(event);
    } while (!state.compareAndSet(before, step.next()));
    step.effects().forEach(this::perform);
  }

  private void perform(Effect effect) {
    switch (effect) {
      case Effect.ReportConnected _ -> attempt.complete(new Opened.Connected(this));
      case Effect.ReportFailed(Opened.Failed failure) -> attempt.complete(failure);
      case Effect.EmitClosed(String detail) -> gate.emit(new LineEvent.Closed(detail));
      // On a thread of its own: a venue that reads nothing could block it.
      case Effect.SendClose _ -> Thread.startVirtualThread(transport::sendClose);
      case Effect.Abort _ -> abort();
    }
  }

  private void abort() {
    tokens.abort();
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
        : ConnectionState.failed(detail);
  }
}
