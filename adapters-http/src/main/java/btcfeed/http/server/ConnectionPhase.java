package btcfeed.http.server;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataWriter;
import io.helidon.webserver.CloseConnectionException;
import java.io.OutputStream;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What a connection does now, and its permit to make a response. The static methods are about the
 * connection of the calling thread.
 *
 * <p>Threads: the connection's own, except for {@link #now} and {@link #end}.
 */
public final class ConnectionPhase {
  private static final ScopedValue<ConnectionPhase> CURRENT = ScopedValue.newInstance();

  private final DataWriter writer;
  private final Runnable onPhase;
  private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.WAITING);
  private Optional<Semaphore> permit = Optional.empty();
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
  ConnectionPhase(DataWriter writer, Runnable onPhase) {
    this.writer = writer;
    this.onPhase = onPhase;
  }

  /** Runs the connection's work; the static methods of this class then refer to it. */
  void during(ScopedValue.CallableOp<Boolean, InterruptedException> work)
      throws InterruptedException {
    ScopedValue.where(CURRENT, this).call(work);
  }

  /** Begins a response; false if there is no permit for it. */
  static boolean beginResponse(RequestLimit limit, boolean probe) {
    ConnectionPhase connection = CURRENT.get();
    connection.enter(Phase.RESPONDING);
    connection.permit = limit.acquire(probe);
    return connection.permit.isPresent();
  }

  /** The response is a stream from now on: the number of readers limits it, not the permits. */
  public static void beginStream() {
    ConnectionPhase connection = CURRENT.get();
    connection.enter(Phase.STREAMING);
    connection.release();
  }

  static void endResponse() {
    ConnectionPhase connection = CURRENT.get();
    connection.release();
    if (connection.now() == Phase.RESPONDING) {
      connection.enter(Phase.WAITING);
    }
  }

  /** True if the request is HTTP/1.0, which has no chunks and so no streams. */
  static boolean isHttp10() {
    return CURRENT.get().http10;
  }

  /** Records that the request that is being read is HTTP/1.0. */
  void readsHttp10() {
    http10 = true;
  }

  /** The unbuffered output, for a stream. */
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

  Phase now() {
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

  private void release() {
    permit.ifPresent(Semaphore::release);
    permit = Optional.empty();
  }
}
