package btcfeed.exchange.line;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.domain.line.BadInput;
import btcfeed.domain.line.LineEvent;
import btcfeed.domain.port.LinePort;
import btcfeed.domain.port.LinePort.Connection;
import btcfeed.domain.port.LinePort.Opened;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The promises of every {@link LinePort}. */
public abstract class LinePortContract {
  private static final Duration TIMEOUT = Duration.ofMinutes(1);

  private final List<LineEvent> events = new CopyOnWriteArrayList<>();
  private int connections;

  /** The venue at the other end of the line under test. */
  protected interface FarEnd {
    /** Makes the next attempt to connect fail with this status. */
    void refuseNext(int httpStatus, Duration retryAfter);

    /** Waits until this many clients are subscribed. */
    void awaitClients(int count);

    /** Trades with these ids happen. */
    void trade(long... ids);

    /** Sends unusable input. */
    void garbage();

    /** Sends a heartbeat. */
    void heartbeat();

    /** Announces that it will close. */
    void announceClose();

    /** Ends the connection without an announcement. */
    void hangUp();
  }

  /** The line under test. */
  protected abstract LinePort line();

  /** Its other end. */
  protected abstract FarEnd venue();

  @Test
  @DisplayName("A connected line confirms its subscription and delivers the trades in order")
  void tradesComeInOrder() {
    open(events::add);
    venue().trade(1, 2, 3);
    venue().trade(4);

    await(() -> assertThat(ids()).containsExactly(1L, 2L, 3L, 4L));
    assertThat(events.getFirst()).isInstanceOf(LineEvent.Confirmed.class);
  }

  @Test
  @DisplayName("A refused handshake returns the status and the retry delay")
  void refusedHandshake() {
    venue().refuseNext(429, Duration.ofSeconds(7));

    assertThat(line().open(events::add, TIMEOUT))
        .isInstanceOfSatisfying(
            Opened.Failed.class,
            failed -> {
              assertThat(failed.httpStatus()).contains(429);
              assertThat(failed.retryAfter()).contains(Duration.ofSeconds(7));
              assertThat(failed.detail()).isNotBlank();
            });
    assertThat(events).isEmpty();
  }

  @Test
  @DisplayName("After a refused handshake the same line can connect")
  void connectsAfterARefusal() {
    venue().refuseNext(503, Duration.ofSeconds(1));
    line().open(events::add, TIMEOUT);

    open(events::add);
    venue().trade(1);

    await(() -> assertThat(ids()).containsExactly(1L));
  }

  @Test
  @DisplayName("Unusable input is reported, and the line continues")
  void garbageDoesNotEndTheLine() {
    open(events::add);
    venue().garbage();
    venue().trade(1);

    await(() -> assertThat(ids()).containsExactly(1L));
    assertThat(of(LineEvent.Bad.class))
        .singleElement()
        .satisfies(bad -> assertThat(bad.reason()).isEqualTo(BadInput.MALFORMED));
  }

  @Test
  @DisplayName("Heartbeats and announced closes become events")
  void heartbeatsAndNotices() {
    open(events::add);
    venue().heartbeat();
    venue().announceClose();

    await(
        () -> {
          assertThat(of(LineEvent.Heartbeat.class)).isNotEmpty();
          assertThat(of(LineEvent.PlannedClose.class)).hasSize(1);
        });
  }

  @Test
  @DisplayName("When the venue ends a connection, one event reports it, and it is the last")
  void closedIsTheLastEvent() {
    open(events::add);
    venue().trade(1);
    await(() -> assertThat(ids()).containsExactly(1L));

    venue().hangUp();

    await(() -> assertThat(of(LineEvent.Closed.class)).hasSize(1));
    venue().trade(2);
    assertThat(events.getLast()).isInstanceOf(LineEvent.Closed.class);
    assertThat(ids()).containsExactly(1L);
  }

  @Test
  @DisplayName("A connection that the service closed sends no more events, not even its end")
  void nothingAfterClose() {
    Connection connection = open(events::add);
    venue().trade(1);
    await(() -> assertThat(ids()).containsExactly(1L));

    connection.close("test");
    int eventsByThen = events.size();
    venue().trade(2);
    connection.close("again");

    assertThat(events).hasSize(eventsByThen);
    assertThat(of(LineEvent.Closed.class)).isEmpty();
  }

  @Test
  @DisplayName("A listener may close its own connection")
  void closingFromTheListener() {
    var connection = new CopyOnWriteArrayList<Connection>();
    connection.add(
        open(
            event -> {
              events.add(event);
              if (event instanceof LineEvent.Trades) {
                connection.forEach(c -> c.close("from the listener"));
              }
            }));
    venue().trade(1);
    await(() -> assertThat(ids()).containsExactly(1L));
    venue().trade(2);

    assertThat(ids()).containsExactly(1L);
    assertThat(of(LineEvent.Closed.class)).isEmpty();
  }

  @Test
  @DisplayName("Two connections of a line can be open together; closing one keeps the other")
  void overlappingConnections() {
    Connection first = open(_ -> {});
    open(events::add);
    first.close("replaced");
    venue().trade(1);

    await(() -> assertThat(ids()).containsExactly(1L));
  }

  private Connection open(Consumer<LineEvent> listener) {
    Opened opened = line().open(listener, TIMEOUT);
    assertThat(opened).isInstanceOf(Opened.Connected.class);
    connections++;
    venue().awaitClients(connections);
    return ((Opened.Connected) opened).connection();
  }

  private List<Long> ids() {
    return of(LineEvent.Trades.class).stream()
        .flatMap(trades -> trades.trades().stream())
        .map(trade -> Long.parseLong(trade.id().text()))
        .toList();
  }

  private <T extends LineEvent> List<T> of(Class<T> kind) {
    return events.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  private static void await(org.awaitility.core.ThrowingRunnable assertion) {
    Awaitility.await().atMost(TIMEOUT).untilAsserted(assertion);
  }
}
