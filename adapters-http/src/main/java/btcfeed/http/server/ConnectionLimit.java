package btcfeed.http.server;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataWriter;
import io.helidon.common.concurrency.limits.Limit;
import io.helidon.webserver.CloseConnectionException;
import java.io.OutputStream;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One connection's use of the limit on concurrent requests, and what the connection does now.
 *
 * <p>A stream gives its permit back before it begins, because the number of readers limits streams.
 * Probes have permits of their own for the time when all others are taken.
 *
 * <p>Threads: the connection's own, except for {@link #phase} and {@link #end}.
 */
public final class ConnectionLimit implements Limit {
  private static final ScopedValue<ConnectionLimit> CURRENT = ScopedValue.newInstance();

  private final Limit shared;
  private final Limit forProbes;
  private final DataWriter writer;
  private final Runnable onPhase;
  private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.WAITING);
  private Optional<Permit> permit = Optional.empty();
  private boolean probe;
  private boolean http10;

  /** What a connection does. */
  enum Phase {
    /** It waits for a request, or for the rest of one. */
    WAITING,
    /** The server makes or sends a response. */
    RESPONDING,
    /** It sends a stream until it closes. */
    STREAMING,
    /** It is being closed to make room for another connection. */
    ENDED
  }

  /**
   * A connection that waits for its first request.
   *
   * @param onPhase called on the connection's own thread whenever the phase changes
   */
  ConnectionLimit(Limit shared, Limit forProbes, DataWriter writer, Runnable onPhase) {
    this.shared = shared;
    this.forProbes = forProbes;
    this.writer = writer;
    this.onPhase = onPhase;
  }

  /** Runs the connection's work; the static methods of this class then refer to it. */
  void during(ScopedValue.CallableOp<Boolean, InterruptedException> work)
      throws InterruptedException {
    ScopedValue.where(CURRENT, this).call(work);
  }

  /** The response of this thread's connection is a stream from now on. */
  public static void beginStream() {
    if (CURRENT.isBound()) {
      ConnectionLimit connection = CURRENT.get();
      connection.enter(Phase.STREAMING);
      connection.permit.ifPresent(Permit::ignore);
    }
  }

  /** True if this thread's request is HTTP/1.0, which has no chunks and so no streams. */
  static boolean isHttp10() {
    return CURRENT.isBound() && CURRENT.get().http10;
  }

  /** Records whether the request that is being read is a probe. */
  static void readsProbe(boolean probe) {
    if (CURRENT.isBound()) {
      CURRENT.get().probe = probe;
    }
  }

  /** Records that the request that is being read is HTTP/1.0. */
  void readsHttp10() {
    http10 = true;
  }

  /** The unbuffered output of this thread's connection, for a stream. */
  static OutputStream output() {
    DataWriter writer = CURRENT.get().writer;
    return new OutputStream() {
      @Override
      public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
      }

      @Override
      public void write(byte[] bytes, int offset, int length) {
        writer.writeNow(BufferData.create(bytes, offset, length));
      }
    };
  }

  Phase phase() {
    return Objects.requireNonNull(phase.get());
  }

  /** Ends the connection if it waits for a request; otherwise returns false and changes nothing. */
  boolean end() {
    return phase.compareAndSet(Phase.WAITING, Phase.ENDED);
  }

  private void enter(Phase next) {
    if (phase.getAndUpdate(now -> now == Phase.ENDED ? now : next) == Phase.ENDED) {
      throw new CloseConnectionException("another connection needed this place");
    }
    onPhase.run();
  }

  @Override
  @SuppressWarnings("removal")
  public Optional<Token> tryAcquire() {
    return tryAcquire(true);
  }

  @Override
  @SuppressWarnings("removal")
  public Optional<Token> tryAcquire(boolean wait) {
    return tryAcquireOutcome(wait) instanceof Outcome.Accepted accepted
        ? Optional.of(accepted.token())
        : Optional.empty();
  }

  @Override
  public Outcome tryAcquireOutcome(boolean wait) {
    enter(Phase.RESPONDING);
    Outcome usual = shared.tryAcquireOutcome(wait && !probe);
    return switch (usual instanceof Outcome.Accepted || !probe
        ? usual
        : forProbes.tryAcquireOutcome(wait)) {
      case Outcome.Accepted accepted -> {
        Permit mine = new Permit(accepted.token());
        permit = Optional.of(mine);
        yield Outcome.immediateAcceptance(accepted.originName(), accepted.algorithmType(), mine);
      }
      case Outcome refused -> refused;
    };
  }

  @Override
  public Limit copy() {
    return new ConnectionLimit(shared.copy(), forProbes.copy(), writer, onPhase);
  }

  @Override
  public String name() {
    return shared.name();
  }

  @Override
  public String type() {
    return shared.type();
  }

  /** A permit that is released once, however often Helidon releases it. */
  private final class Permit implements Token {
    private final Token token;
    private boolean released;

    Permit(Token token) {
      this.token = token;
    }

    @Override
    public void dropped() {
      release(token::dropped);
    }

    @Override
    public void ignore() {
      release(token::ignore);
    }

    @Override
    public void success() {
      release(token::success);
    }

    private void release(Runnable how) {
      if (!released) {
        released = true;
        how.run();
        if (phase.get() == Phase.RESPONDING) {
          enter(Phase.WAITING);
        }
      }
    }
  }
}
