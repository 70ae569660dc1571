package btcfeed.testsupport;

import btcfeed.domain.line.LineEvent;
import btcfeed.domain.line.LineId;
import btcfeed.domain.port.LinePort;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Consumer;

/**
 * A line whose venue is the test: {@link #say} delivers an event on the caller's thread. It has no
 * clock and no thread, so it also runs in a simulation. Any thread, one at a time.
 */
public final class FakeLine implements LinePort {
  private final LineId id;
  private final Queue<Opened.Failed> refusals = new ArrayDeque<>();
  private final List<FakeConnection> connections = new ArrayList<>();

  public FakeLine(LineId id) {
    this.id = id;
  }

  @Override
  public LineId id() {
    return id;
  }

  @Override
  public synchronized Opened open(Consumer<LineEvent> events, Duration timeout) {
    Optional<Opened.Failed> refusal = Optional.ofNullable(refusals.poll());
    if (refusal.isPresent()) {
      return refusal.get();
    }
    FakeConnection connection = new FakeConnection(events);
    connections.add(connection);
    return new Opened.Connected(connection);
  }

  /** Makes the next attempts to connect fail, one after the other. */
  public synchronized void refuse(Opened.Failed... next) {
    refusals.addAll(List.of(next));
  }

  /** The venue sends this event on every open connection. */
  public void say(LineEvent event) {
    openConnections().forEach(connection -> connection.say(event));
  }

  /** Every connection so far, oldest first. */
  public synchronized List<FakeConnection> connections() {
    return List.copyOf(connections);
  }

  /** The connections that neither side has closed, oldest first. */
  public List<FakeConnection> openConnections() {
    return connections().stream().filter(FakeConnection::isOpen).toList();
  }

  /** One connection of a {@link FakeLine}. */
  public static final class FakeConnection implements LinePort.Connection {
    private final Consumer<LineEvent> events;
    private Optional<String> closedBecause = Optional.empty();
    private boolean ended;
    private int pings;
    private Duration gathering = Duration.ZERO;

    FakeConnection(Consumer<LineEvent> events) {
      this.events = events;
    }

    /** The venue sends this event; it is lost if the connection is closed. */
    public synchronized void say(LineEvent event) {
      if (isOpen()) {
        ended = event instanceof LineEvent.Closed;
        events.accept(event);
      }
    }

    @Override
    public synchronized void ping() {
      pings++;
    }

    @Override
    public synchronized void gather(Duration most) {
      gathering = most;
    }

    /** How long its messages may be gathered. */
    public synchronized Duration gathering() {
      return gathering;
    }

    /** Number of pings so far. */
    public synchronized int pings() {
      return pings;
    }

    @Override
    public synchronized void close(String why) {
      closedBecause = closedBecause.or(() -> Optional.of(why));
    }

    /** True until either side closes it. */
    public synchronized boolean isOpen() {
      return !ended && closedBecause.isEmpty();
    }

    /** Why the service closed it, if it did. */
    public synchronized Optional<String> closedBecause() {
      return closedBecause;
    }
  }
}
