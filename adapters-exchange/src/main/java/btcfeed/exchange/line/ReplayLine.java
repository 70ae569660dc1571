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
import java.util.function.Consumer;

/**
 * A line that says what it is given instead of what comes over a wire, in the language of one
 * venue: messages go through the venue's decoder, one for each connection that there was.
 *
 * <p>It can be opened while one of those connections is, and is closed when the last one is: where
 * one replaced another there were two for a moment, and whoever listens is told of neither. A
 * planned close is not passed on, for that reason. Pings are answered.
 *
 * <p>One thread gives; {@link #open} and what it returns may be called from any.
 */
public final class ReplayLine implements LinePort {
  private static final long LISTENER_MS = 200;

  private final LineId id;
  private final VenueCodec codec;
  private final Clock clock;
  private final Map<Integer, InboundDispatcher> connections = new HashMap<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private Optional<EventGate> listener = Optional.empty();
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
        return failed(over ? "the recording is over" : "there was no connection at this time");
      }
      EventGate gate = new EventGate(event -> passOn(event, events));
      listener = Optional.of(gate);
      changed.signalAll();
      return new Opened.Connected(new Open(gate));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return failed("interrupted");
    } finally {
      lock.unlock();
    }
  }

  /**
   * A connection was made; one that is known goes on. Waits for somebody to listen; false if nobody
   * did in time.
   *
   * @param connection tells the connections of this line apart
   */
  public boolean opened(int connection, Duration patience) throws InterruptedException {
    boolean known = connections.containsKey(connection);
    connections.computeIfAbsent(connection, _ -> hearing());
    if (gate(patience).isEmpty()) {
      return false;
    }
    if (!known && codec.subscription().confirmedByHandshake()) {
      say(new LineEvent.Confirmed());
    }
    return true;
  }

  /**
   * A message came. Waits for somebody to listen, and then as long as that one takes; false if
   * nobody listened in time.
   *
   * @param timeUs when it came then; on the monotonic clock it comes now
   */
  public boolean message(
      int connection, byte[] bytes, boolean binary, long timeUs, Duration patience)
      throws InterruptedException {
    if (!connections.containsKey(connection) && !opened(connection, patience)) {
      return false;
    }
    if (gate(patience).isEmpty()) {
      return false;
    }
    Optional<InboundDispatcher> known = Optional.ofNullable(connections.get(connection));
    InboundDispatcher hearing = known.orElseGet(this::hearing);
    hearing.hear(bytes, binary, timeUs, clock.nanos());
    hearing.flush();
    if (known.isEmpty()) {
      hearing.close();
    }
    return true;
  }

  /** The same of the beginning of a message whose rest did not come. */
  public boolean cut(
      int connection, byte[] beginning, boolean binary, long timeUs, Duration patience)
      throws InterruptedException {
    if (gate(patience).isEmpty()) {
      return false;
    }
    Optional.ofNullable(connections.get(connection))
        .ifPresent(hearing -> hearing.cut(beginning, binary, timeUs, clock.nanos()));
    return true;
  }

  /** A connection was over. */
  public void closed(int connection) {
    if (connections.size() == 1 && connections.containsKey(connection)) {
      closedAll();
    } else {
      Optional.ofNullable(connections.remove(connection)).ifPresent(InboundDispatcher::close);
    }
  }

  /** Every connection there was is over. */
  public void closedAll() {
    if (connections.isEmpty()) {
      return;
    }
    connections.values().forEach(InboundDispatcher::close);
    connections.clear();
    say(new LineEvent.Closed("it was closed when this was recorded"));
    locked(
        () -> {
          connected = false;
          listener = Optional.empty();
        });
  }

  /** Nothing comes any more; who listens goes on listening, who wants to is refused. */
  public void end() {
    locked(() -> over = true);
  }

  private InboundDispatcher hearing() {
    return new InboundDispatcher(
        codec.decoder(),
        new EventGate(this::say),
        new OutboundQueue(codec.subscription(), clock),
        new ConnectionTap(FrameTap.NONE, id, clock));
  }

  private static void passOn(LineEvent event, Consumer<LineEvent> events) {
    if (!(event instanceof LineEvent.PlannedClose)) {
      events.accept(event);
    }
  }

  private void say(LineEvent event) {
    Optional<EventGate> gate;
    lock.lock();
    try {
      gate = listener;
    } finally {
      lock.unlock();
    }
    gate.ifPresent(open -> open.say(event));
  }

  private Optional<EventGate> gate(Duration patience) throws InterruptedException {
    lock.lock();
    try {
      connected = true;
      changed.signalAll();
      await(() -> listener.isPresent() || over, patience);
      return listener;
    } finally {
      lock.unlock();
    }
  }

  private boolean await(Wanted wanted, Duration patience) throws InterruptedException {
    long left = patience.toNanos();
    while (!wanted.there() && left > 0) {
      left = changed.awaitNanos(left);
    }
    return wanted.there();
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

  private static Opened failed(String detail) {
    return new Opened.Failed(Optional.empty(), Optional.empty(), detail);
  }

  /** What is waited for, looked at under the lock. */
  private interface Wanted {
    boolean there();
  }

  /** As long as somebody listens. */
  private final class Open implements Connection {
    private final EventGate gate;

    Open(EventGate gate) {
      this.gate = gate;
    }

    @Override
    public void ping() {
      // Not on the caller's thread, as of any other line: it may be in the middle of a step.
      Thread.startVirtualThread(() -> gate.say(new LineEvent.Heartbeat()));
    }

    @Override
    public void close(String why) {
      gate.shut(LISTENER_MS);
      locked(
          () -> {
            if (listener.filter(now -> now.equals(gate)).isPresent()) {
              listener = Optional.empty();
            }
          });
    }
  }
}
