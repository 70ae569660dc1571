package btcfeed.http.server;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataWriter;
import io.helidon.common.concurrency.limits.Limit;
import java.io.OutputStream;
import java.util.Optional;

/**
 * One connection's share of the limit on requests at once, which a {@link Flow} gives back before
 * it begins: it is bounded by the number of readers, not by the number of questions.
 *
 * <p>Threads: the connection's own, but for {@link #flowing}.
 */
public final class ConnectionLimit implements Limit {
  private static final ScopedValue<ConnectionLimit> CURRENT = ScopedValue.newInstance();

  private final Limit shared;
  private final DataWriter writer;
  private Optional<Held> held = Optional.empty();
  private volatile boolean flowing;

  ConnectionLimit(Limit shared, DataWriter writer) {
    this.shared = shared;
    this.writer = writer;
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
      connection.flowing = true;
      connection.held.ifPresent(Held::ignore);
    }
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

  /** True once its last answer has begun to flow. */
  boolean flowing() {
    return flowing;
  }

  @Override
  @SuppressWarnings("removal")
  public Optional<Token> tryAcquire() {
    return shared.tryAcquire().map(this::hold);
  }

  @Override
  @SuppressWarnings("removal")
  public Optional<Token> tryAcquire(boolean wait) {
    return shared.tryAcquire(wait).map(this::hold);
  }

  @Override
  public Outcome tryAcquireOutcome(boolean wait) {
    return switch (shared.tryAcquireOutcome(wait)) {
      case Outcome.Accepted accepted ->
          Outcome.immediateAcceptance(
              accepted.originName(), accepted.algorithmType(), hold(accepted.token()));
      case Outcome refused -> refused;
    };
  }

  @Override
  public Limit copy() {
    return new ConnectionLimit(shared.copy(), writer);
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
  private static final class Held implements Token {
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
      }
    }
  }
}
