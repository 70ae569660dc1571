package btcfeed.exchange.line;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.domain.line.LineEvent;
import btcfeed.domain.market.Side;
import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Trade;
import btcfeed.domain.port.LinePort;
import btcfeed.domain.port.LinePort.Connection;
import btcfeed.domain.port.LinePort.Opened;
import btcfeed.exchange.SystemClock;
import btcfeed.exchange.net.TrustedAuthorities;
import btcfeed.simulator.Fault;
import btcfeed.simulator.SimulatorOptions;
import btcfeed.simulator.VenueSimulator;
import btcfeed.testsupport.RecordedEvents;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass(name = "{0}")
@EnumSource(Client.class)
// Counts threads that others' lines have too.
@ResourceLock("line threads")
@DisplayName("A line")
class LineTest {
  private final Client client;
  private final SystemClock clock = new SystemClock();
  private final RecordedEvents events = new RecordedEvents();
  private VenueSimulator venue = start(SimulatorOptions.usual());

  LineTest(Client client) {
    this.client = client;
  }

  @AfterEach
  void stop() {
    venue.close();
  }

  @ParameterizedTest
  @DisplayName("subscribes by request, is confirmed by the response, and delivers the trades")
  @ValueSource(strings = {"", "/", "/ws", "/stream"})
  void subscribesByRequest(String path) {
    Lines.open(client.line(venue.uri(path)), events);
    assertThat(venue.awaitSubscribers(1, Lines.TIMEOUT)).isTrue();

    List<Trade> sent = venue.burst(100);

    events.awaitTrades(sent);
    assertThat(events.all().getFirst()).isEqualTo(new LineEvent.Confirmed());
    assertThat(events.of(LineEvent.Confirmed.class)).hasSize(1);
    assertThat(events.of(LineEvent.Bad.class)).isEmpty();
    assertThat(venue.requests())
        .containsExactly("{\"method\":\"SUBSCRIBE\",\"params\":[\"btcusdt@trade\"],\"id\":1}");
  }

  @ParameterizedTest
  @DisplayName("sends no request if the address names the streams")
  @ValueSource(strings = {"/ws/btcusdt@trade", "/stream?streams=btcusdt@trade"})
  void subscribesByAddress(String path) {
    Lines.open(client.line(venue.uri(path)), events);
    assertThat(venue.awaitSubscribers(1, Lines.TIMEOUT)).isTrue();

    List<Trade> sent = venue.burst(10);

    events.awaitTrades(sent);
    assertThat(events.all().getFirst()).isEqualTo(new LineEvent.Confirmed());
    assertThat(venue.requests()).isEmpty();
  }

  @Test
  @DisplayName("keeps microseconds if the address requests them")
  void microseconds() {
    venue.close();
    venue = start(SimulatorOptions.usual().withMicroseconds());
    Lines.open(client.line(venue.uri("/ws/btcusdt@trade?timeUnit=MICROSECOND")), events);
    assertThat(venue.awaitSubscribers(1, Lines.TIMEOUT)).isTrue();
    Trade sent = venue.trade(Symbol.parse("BTC-USDT"), "64000.10", "0.00100", Side.SELL);

    events.awaitTrades(List.of(sent));
    assertThat(events.trades().getFirst().exchangeTimeUs()).isEqualTo(sent.exchangeTimeUs());
    assertThat(events.trades().getFirst().price().text()).isEqualTo("64000.10");
  }

  @Test
  @DisplayName("reports the arrival time on both clocks")
  void receiveTimes() {
    subscribed();
    long wallBefore = clock.wallUs();
    long nanosBefore = clock.nanos();
    venue.trade();

    LineEvent.Trades received = events.await(LineEvent.Trades.class, 1).getFirst();
    assertThat(received.receiveTimeUs()).isBetween(wallBefore, clock.wallUs());
    assertThat(received.receiveNanos()).isBetween(nanosBefore, clock.nanos());
  }

  @Test
  @DisplayName("answers pings with their payload and reports them")
  void pings() {
    venue.close();
    venue = start(SimulatorOptions.usual().withPings(Duration.ofMillis(20), Lines.TIMEOUT));
    subscribed();

    events.await(LineEvent.Heartbeat.class, 20);
    assertThat(venue.connections()).isEqualTo(1);
    assertThat(events.of(LineEvent.Closed.class)).isEmpty();
  }

  @Test
  @DisplayName("stops reading while its listener blocks, and loses nothing")
  void backPressure() throws InterruptedException {
    int trades = 300_000;
    CountDownLatch release = new CountDownLatch(1);
    AtomicLong nextId = new AtomicLong(1);
    AtomicBoolean inOrder = new AtomicBoolean(true);
    Opened opened =
        client
            .line(venue.uri("/ws/btcusdt@trade"))
            .open(
                event -> {
                  awaitQuietly(release);
                  if (event instanceof LineEvent.Trades some) {
                    for (Trade trade : some.trades()) {
                      String expected = Long.toString(nextId.getAndIncrement());
                      if (!trade.id().text().equals(expected)) {
                        inOrder.set(false);
                      }
                    }
                  }
                },
                Lines.TIMEOUT);
    assertThat(opened).isInstanceOf(Opened.Connected.class);
    assertThat(venue.awaitSubscribers(1, Lines.TIMEOUT)).isTrue();

    CountDownLatch sent = new CountDownLatch(1);
    Thread.ofVirtual()
        .start(
            () -> {
              venue.blast(trades);
              sent.countDown();
            });
    // Far more than the buffers of the sockets and the venue hold.
    assertThat(sent.await(500, TimeUnit.MILLISECONDS)).isFalse();
    release.countDown();

    RecordedEvents.await(() -> assertThat(nextId.get()).isEqualTo(trades + 1L));
    assertThat(inOrder).isTrue();
  }

  @Test
  @DisplayName("closes although its listener blocks, and begins no event afterwards")
  void closesBehindAStuckListener() {
    CountDownLatch release = new CountDownLatch(1);
    AtomicInteger begun = new AtomicInteger();
    Opened opened =
        client
            .line(venue.uri("/ws/btcusdt@trade"))
            .open(
                _ -> {
                  begun.incrementAndGet();
                  awaitQuietly(release);
                },
                Lines.TIMEOUT);
    Connection connection = ((Opened.Connected) opened).connection();
    assertThat(venue.awaitSubscribers(1, Lines.TIMEOUT)).isTrue();
    venue.burst(10);
    RecordedEvents.await(() -> assertThat(begun.get()).isEqualTo(1));

    connection.close("stuck");
    release.countDown();

    RecordedEvents.await(() -> assertThat(venue.connections()).isZero());
    RecordedEvents.await(() -> assertThat(lineThreads()).isEmpty());
    assertThat(begun.get()).isEqualTo(1);
  }

  @Test
  @DisplayName("delivers what the venue had already sent when it closes")
  void closeDelivers() throws InterruptedException {
    CountDownLatch closing = new CountDownLatch(1);
    CountDownLatch stuck = new CountDownLatch(1);
    List<LineEvent> received = new ArrayList<>();
    LinePort line =
        client.line(
            Lines.codec(venue.uri("/ws/btcusdt@trade")),
            TrustedAuthorities.system(),
            Duration.ofSeconds(30));
    Opened opened =
        line.open(
            event -> {
              if (event instanceof LineEvent.Trades) {
                stuck.countDown();
                awaitQuietly(closing);
              }
              received.add(event);
            },
            Lines.TIMEOUT);
    assertThat(venue.awaitSubscribers(1, Lines.TIMEOUT)).isTrue();
    venue.trade();
    assertThat(stuck.await(Lines.TIMEOUT.toSeconds(), TimeUnit.SECONDS)).isTrue();
    venue.burst(1000);

    Thread closer =
        Thread.ofVirtual().start(() -> ((Opened.Connected) opened).connection().close("replaced"));
    closing.countDown();
    closer.join();

    assertThat(RecordedEvents.trades(received)).hasSize(1001);
    assertThat(received.stream().filter(LineEvent.Closed.class::isInstance)).isEmpty();
  }

  @Test
  @DisplayName("leaves no thread and no connection behind, however it ends")
  void leavesNothingBehind() {
    LinePort line = client.line(venue.uri("/ws/btcusdt@trade"));
    for (int i = 0; i < 200; i++) {
      RecordedEvents received = new RecordedEvents();
      switch (i % 4) {
        case 0 -> Lines.open(line, received).close("enough");
        case 1 -> {
          Lines.open(line, received);
          venue.fault(new Fault.HangUp());
          received.await(LineEvent.Closed.class, 1);
        }
        case 2 -> {
          venue.fault(new Fault.RefuseHandshakes(503, Optional.empty(), 1));
          assertThat(line.open(received, Lines.TIMEOUT)).isInstanceOf(Opened.Failed.class);
        }
        default -> {
          Connection connection = Lines.open(line, received);
          venue.trade();
          connection.close("enough");
        }
      }
    }

    RecordedEvents.await(() -> assertThat(venue.connections()).isZero());
    RecordedEvents.await(() -> assertThat(lineThreads()).isEmpty());
    assertThat(venue.handshakes()).isEqualTo(200);
  }

  private void subscribed() {
    Lines.open(client.line(venue.uri("/ws/btcusdt@trade")), events);
    assertThat(venue.awaitSubscribers(1, Lines.TIMEOUT)).isTrue();
  }

  private VenueSimulator start(SimulatorOptions options) {
    try {
      return VenueSimulator.start(options, clock);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> lineThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(
            name ->
                name.startsWith("line ")
                    || name.startsWith("tyrus")
                    || name.startsWith("HttpClient"))
        .toList();
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
