package btcfeed.exchange.line;

import btcfeed.domain.line.LineEvent;
import btcfeed.domain.line.LineId;
import btcfeed.domain.port.LinePort;
import btcfeed.domain.time.Clock;
import btcfeed.exchange.codec.VenueCodec;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * A line that replays recorded messages through the venue's decoder, one decoder for each recorded
 * connection.
 *
 * <p>It can be opened while a recorded connection exists, and reports {@code Closed} when the last
 * one ends. Recorded replacements overlap, so the listener does not see them; planned closes are
 * suppressed for that reason. Pings are answered.
 *
 * <p>One thread replays; {@link #open} and its connection may be called from any.
 */
public final class ReplayLine implements LinePort {
  private static final long LISTENER_MS = 200;

  private final LineId id;
  private final VenueCodec codec;
  private final Clock clock;
  private final Map<Integer, InboundDispatcher> connections = new HashMap<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private volatile Optional<EventGate> listener = Optional.empty();
  private boolean connected;
  private boolean over;

  /** Makes a line; nothing is connected yet. */
  public ReplayLine(VenueCodec codec, String letter, Clock clock) {
    this.id = new LineId(codec.venue(), letter);
    this.codec = codec;
    this.clock = clock;
  }

  @Override
  public LineId id() {
    return id;
  }

  @Override
  public Opened open(Consumer<LineEvent> events, Duration timeout) {
    lock.lock();
    try {
      if (!await(() -> connected || over, timeout) || over) {
        return LineConnection.failed(
            over ? "the recording is over" : "the recording has no connection at this time");
      }
      ReplayConnection open = new ReplayConnection(events);
      listener = Optional.of(open.gate);
      changed.signalAll();
      return new Opened.Connected(open);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return LineConnection.failed("interrupted");
    } finally {
      lock.unlock();
    }
  }

  /**
   * Replays the start of a connection. Waits for a listener; false if there is none in time.
   *
   * @param connection identifies the recorded connection; a known one continues
   */
  public boolean opened(int connection, Duration timeout) throws InterruptedException {
    boolean known = connections.containsKey(connection);
    connections.computeIfAbsent(connection, _ -> dispatcher());
    if (!listened(timeout)) {
      return false;
    }
    if (!known && codec.subscription().confirmedByHandshake()) {
      emit(new LineEvent.Confirmed());
    }
    return true;
  }

  /**
   * Replays a message. Waits for a listener, and then as long as the listener blocks; false if
   * there is no listener in time.
   *
   * @param timeUs its recorded arrival; on the monotonic clock it arrives now
   */
  public boolean message(
      int connection, byte[] bytes, boolean binary, long timeUs, Duration timeout)
      throws InterruptedException {
    return opened(connection, timeout)
        && replayed(connection, timeUs, dispatcher -> dispatcher.message(bytes, binary));
  }

  /** Replays the beginning of a message whose rest was lost; otherwise as {@link #message}. */
  public boolean cut(
      int connection, byte[] beginning, boolean binary, long timeUs, Duration timeout)
      throws InterruptedException {
    return listened(timeout)
        && replayed(connection, timeUs, dispatcher -> dispatcher.cut(beginning, binary));
  }

  /** Replays the end of a connection. */
  public void closed(int connection) {
    if (connections.size() == 1 && connections.containsKey(connection)) {
      closedAll();
    } else {
      Optional.ofNullable(connections.remove(connection)).ifPresent(InboundDispatcher::close);
    }
  }

  /** Replays the end of all connections. */
  public void closedAll() {
    if (connections.isEmpty()) {
      return;
    }
    connections.values().forEach(InboundDispatcher::close);
    connections.clear();
    emit(new LineEvent.Closed("the recorded connection was closed"));
    locked(
        () -> {
          connected = false;
          listener = Optional.empty();
        });
  }

  /** Ends the replay. An open connection stays open; new ones are refused. */
  public void end() {
    locked(() -> over = true);
  }

  private InboundDispatcher dispatcher() {
    OutboundQueue unsent = new OutboundQueue(codec.subscription(), clock);
    return new InboundDispatcher(codec.decoder(), this::emit, unsent, clock);
  }

  private boolean replayed(int connection, long timeUs, Consumer<InboundDispatcher> message) {
    Optional.ofNullable(connections.get(connection))
        .ifPresent(
            dispatcher -> {
              dispatcher.arrived(timeUs, clock.nanos());
              message.accept(dispatcher);
              dispatcher.flush();
            });
    return true;
  }

  private void emit(LineEvent event) {
    listener.ifPresent(open -> open.emit(event));
  }

  private boolean listened(Duration timeout) throws InterruptedException {
    locked(() -> connected = true);
    return await(() -> listener.isPresent() || over, timeout) && listener.isPresent();
  }

  /** Waits for a condition, which is evaluated under the lock. */
  private boolean await(BooleanSupplier condition, Duration timeout) throws InterruptedException {
    lock.lock();
    try {
      long left = timeout.toNanos();
      while (!condition.getAsBoolean() && left > 0) {
        left = changed.awaitNanos(left);
      }
      return condition.getAsBoolean();
    } finally {
      lock.unlock();
    }
  }

  private void locked(Runnable change) {
    lock.lock();
    try {
      change.run();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** A listener's connection, which may span several recorded ones. */
  private final class ReplayConnection implements Connection {
    private final EventGate gate;

    ReplayConnection(Consumer<LineEvent> events) {
      gate =
          new EventGate(
              event -> {
                if (!(event instanceof LineEvent.PlannedClose)) {
                  events.accept(event);
                }
              },
              this::release);
    }

    @Override
    public void ping() {
      // Not on the caller's thread, which may be inside a step.
      Thread.startVirtualThread(() -> gate.emit(new LineEvent.Heartbeat()));
    }

    @Override
    public void close(String why) {
      gate.close(LISTENER_MS);
      release();
    }

    private void release() {
      locked(
          () -> {
            if (listener.filter(current -> current.equals(gate)).isPresent()) {
              listener = Optional.empty();
            }
          });
    }
  }
}
