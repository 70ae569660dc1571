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
 * One connection's share of the limit on requests at once, which a {@link Flow} gives back before
 * it begins: it is bounded by the number of readers, not by the number of questions. Probes have
 * places of their own for when all others are taken.
 *
 * <p>Threads: the connection's own, but for {@link #phase} and {@link #end}.
 */
public final class ConnectionLimit implements Limit {
  private static final ScopedValue<ConnectionLimit> CURRENT = ScopedValue.newInstance();

  private final Limit shared;
  private final Limit forProbes;
  private final DataWriter writer;
  private final Runnable onPhase;
  private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.WAITING);
  private Optional<Held> held = Optional.empty();
  private boolean probe;
  private boolean oldVersion;

  /** What a connection does. */
  enum Phase {
    /** It waits for a request, or for the rest of one. */
    WAITING,
    ANSWERING,
    /** Its last answer is a {@link Flow}. */
    FLOWING,
    /** It is being closed to make room. */
    ENDED
  }

  /**
   * @param onPhase called whenever the phase changes, on the connection's own thread
   */
  ConnectionLimit(Limit shared, Limit forProbes, DataWriter writer, Runnable onPhase) {
    this.shared = shared;
    this.forProbes = forProbes;
    this.writer = writer;
    this.onPhase = onPhase;
  }

  /** Work of this connection. */
  interface Work {
    void run() throws InterruptedException;
  }

  /** Does the connection's work, in which {@link #beginFlow} knows it. */
  void during(Work work) throws InterruptedException {
    ScopedValue.where(CURRENT, this)
        .call(
            () -> {
              work.run();
              return true;
            });
  }

  /** The answer now begun on this thread's connection is a flow. */
  public static void beginFlow() {
    if (CURRENT.isBound()) {
      ConnectionLimit connection = CURRENT.get();
      connection.enter(Phase.FLOWING);
      connection.held.ifPresent(Held::ignore);
    }
  }

  /** True if this thread's connection asks in HTTP/1.0, which cannot take a {@link Flow}. */
  static boolean isOldVersion() {
    return CURRENT.isBound() && CURRENT.get().oldVersion;
  }

  /** Says whether the request that is being read is a probe. */
  static void reading(boolean probe) {
    if (CURRENT.isBound()) {
      CURRENT.get().probe = probe;
    }
  }

  /** The request that is being read is one of HTTP/1.0. */
  void readingOldVersion() {
    oldVersion = true;
  }

  /** Where a flow that was begun on this thread's connection goes, as it is. */
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

  /** Ends the connection if it waits for a request; false, and nothing changes, if it does not. */
  boolean end() {
    return phase.compareAndSet(Phase.WAITING, Phase.ENDED);
  }

  private void enter(Phase next) {
    if (phase.getAndUpdate(now -> now == Phase.ENDED ? now : next) == Phase.ENDED) {
      throw new CloseConnectionException("the place of this connection was needed");
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
    enter(Phase.ANSWERING);
    Outcome usual = shared.tryAcquireOutcome(wait && !probe);
    return switch (usual instanceof Outcome.Accepted || !probe
        ? usual
        : forProbes.tryAcquireOutcome(wait)) {
      case Outcome.Accepted accepted ->
          Outcome.immediateAcceptance(
              accepted.originName(), accepted.algorithmType(), hold(accepted.token()));
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

  private Token hold(Token token) {
    Held mine = new Held(token);
    held = Optional.of(mine);
    return mine;
  }

  /** A place that is given back once, however often that is said. */
  private final class Held implements Token {
    private final Token token;
    private boolean gone;

    Held(Token token) {
      this.token = token;
    }

    @Override
    public void dropped() {
      giveBack(token::dropped);
    }

    @Override
    public void ignore() {
      giveBack(token::ignore);
    }

    @Override
    public void success() {
      giveBack(token::success);
    }

    private void giveBack(Runnable how) {
      if (!gone) {
        gone = true;
        how.run();
        if (phase.get() == Phase.ANSWERING) {
          enter(Phase.WAITING);
        }
      }
    }
  }
}
