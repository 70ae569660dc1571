package btcfeed.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import btcfeed.domain.market.Side;
import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Trade;
import btcfeed.domain.time.Clock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The simulated Binance, used by the JDK's own WebSocket client")
class BinanceSimulatorTest {
  private static final Duration TIMEOUT = Duration.ofMinutes(1);
  private static final Symbol BTC_USDT = Symbol.parse("BTC-USDT");
  private static final String CLOSE_1008 = "\u0003\u00f0Pong timeout";
  private static final long WALL_US = 1_770_000_000_123_456L;

  private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
  private final Semaphore pinged = new Semaphore(0);
  private final HttpClient http = HttpClient.newHttpClient();
  private VenueSimulator venue = start(SimulatorOptions.usual());

  @AfterEach
  void stop() {
    venue.close();
    http.shutdownNow();
  }

  @Test
  @DisplayName("sends raw trades in Binance's format")
  void rawTrades() throws InterruptedException {
    connect(venue.uri("/ws/btcusdt@trade"));
    venue.trade(BTC_USDT, "76745.19000000", "0.00065000", Side.SELL);

    assertThat(next())
        .isEqualTo(
            "{\"e\":\"trade\",\"E\":1770000000123,\"s\":\"BTCUSDT\",\"t\":1,"
                + "\"p\":\"76745.19000000\",\"q\":\"0.00065000\",\"T\":1770000000123,"
                + "\"m\":true,\"M\":true}");
  }

  @Test
  @DisplayName("wraps the trades of combined streams, with microseconds on request")
  void combinedTrades() throws InterruptedException {
    venue.close();
    venue = start(SimulatorOptions.usual().withMicroseconds().withFirstId(4711));
    connect(venue.uri("/stream?streams=btcusdt@trade&timeUnit=MICROSECOND"));
    venue.trade(BTC_USDT, "1.5", "2", Side.BUY);

    assertThat(next())
        .isEqualTo(
            "{\"stream\":\"btcusdt@trade\",\"data\":{\"e\":\"trade\",\"E\":1770000000123456,"
                + "\"s\":\"BTCUSDT\",\"t\":4711,\"p\":\"1.5\",\"q\":\"2\","
                + "\"T\":1770000000123456,\"m\":false,\"M\":true}}");
  }

  @Test
  @DisplayName("answers requests, and sends only subscribed trades")
  void requests() throws InterruptedException {
    venue.close();
    venue =
        start(SimulatorOptions.usual().withSymbols(List.of(BTC_USDT, Symbol.parse("ETH-USDT"))));
    WebSocket client = open(venue.uri("/ws"));
    venue.burst(2);

    ask(client, "{\"method\":\"SUBSCRIBE\",\"params\":[\"ethusdt@trade\"],\"id\":7}");
    assertThat(next()).isEqualTo("{\"result\":null,\"id\":7}");
    ask(client, "{\"method\":\"LIST_SUBSCRIPTIONS\",\"id\":\"x\"}");
    assertThat(next()).isEqualTo("{\"result\":[\"ethusdt@trade\"],\"id\":\"x\"}");
    venue.burst(2);
    assertThat(next()).contains("\"s\":\"ETHUSDT\",\"t\":2,");
    ask(client, "{\"method\":\"UNSUBSCRIBE\",\"params\":[\"ethusdt@trade\"],\"id\":8}");
    assertThat(next()).isEqualTo("{\"result\":null,\"id\":8}");
    venue.burst(2);
    ask(client, "{\"method\":\"DANCE\",\"id\":9}");
    assertThat(next()).startsWith("{\"code\":2,\"msg\":").endsWith(",\"id\":9}");
    ask(client, "hello");
    assertThat(next()).startsWith("{\"code\":3,\"msg\":\"Invalid JSON").endsWith(",\"id\":null}");
  }

  @Test
  @DisplayName("makes the same trades with the same seed, with contiguous ids")
  void seeded() {
    List<Trade> trades = venue.burst(1000);
    try (VenueSimulator other = start(SimulatorOptions.usual())) {
      assertThat(other.burst(1000)).isEqualTo(trades);
    }
    try (VenueSimulator other = start(SimulatorOptions.usual().withSeed(2))) {
      assertThat(other.burst(1000)).isNotEqualTo(trades);
    }
    assertThat(trades).extracting(trade -> trade.id().text()).startsWith("1", "2", "3");
    assertThat(venue.tape()).isEqualTo(trades);
  }

  @Test
  @DisplayName("remembers no more than its tape holds")
  void tape() {
    venue.close();
    venue = start(SimulatorOptions.usual().withTapeLength(10));
    List<Trade> trades = venue.burst(25);
    assertThat(venue.tape()).isEqualTo(trades.subList(15, 25));
  }

  @Test
  @DisplayName("makes trades by itself until it is stopped")
  void live() throws InterruptedException {
    venue.close();
    venue = startWith(SimulatorOptions.usual(), System::nanoTime);
    connect(venue.uri("/ws/btcusdt@trade"));
    venue.live(1000);
    for (int id = 1; id <= 50; id++) {
      assertThat(next()).contains("\"t\":" + id + ",");
    }
    venue.live(0);
    int after = venue.tape().size();
    assertThat(venue.tape()).hasSize(after);
  }

  @Test
  @DisplayName("keeps a client that answers pings, and disconnects one that does not")
  void pings() throws InterruptedException {
    venue.close();
    AtomicLong nanos = new AtomicLong();
    venue =
        startWith(
            SimulatorOptions.usual().withPings(Duration.ofMillis(10), Duration.ofSeconds(2)),
            nanos::get);
    open(venue.uri("/ws"));

    CompletableFuture<String> deaf = CompletableFuture.supplyAsync(this::receivedByDeafClient);
    while (!deaf.isDone()) {
      // A ping comes after the last one was answered: this much time may have passed since then.
      assertThat(pinged.tryAcquire(TIMEOUT.toSeconds(), TimeUnit.SECONDS)).isTrue();
      pinged.drainPermits();
      nanos.addAndGet(Duration.ofMillis(100).toNanos());
    }
    assertThat(deaf.join()).contains(CLOSE_1008);
    venue.send("you are still here");
    assertThat(next()).isEqualTo("you are still here");
  }

  @Test
  @DisplayName("refuses the requested number of handshakes, then accepts again")
  void refusedHandshakes() {
    venue.fault(new Fault.RefuseHandshakes(429, Optional.of(Duration.ofSeconds(3)), 2));
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> open(venue.uri("/ws")))
          .isInstanceOf(CompletionException.class)
          .cause()
          .isInstanceOfSatisfying(
              WebSocketHandshakeException.class,
              e -> {
                assertThat(e.getResponse().statusCode()).isEqualTo(429);
                assertThat(e.getResponse().headers().firstValue("Retry-After")).contains("3");
              });
    }
    open(venue.uri("/ws"));
    assertThat(venue.handshakes()).isEqualTo(3);
  }

  @Test
  @DisplayName("sends a burst of 10,000 trades complete and in order")
  void blast() throws InterruptedException {
    connect(venue.uri("/ws/btcusdt@trade"));
    venue.blast(10_000);
    for (int id = 1; id <= 10_000; id++) {
      assertThat(next()).contains("\"t\":" + id + ",");
    }
  }

  @Test
  @DisplayName("refuses a trade in a market that it does not list")
  void unknownMarket() {
    assertThatThrownBy(() -> venue.trade(Symbol.parse("DOGE-USDT"), "1", "1", Side.BUY))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("DOGE-USDT");
  }

  private void connect(URI uri) {
    open(uri);
    assertThat(venue.awaitSubscribers(1, TIMEOUT)).isTrue();
  }

  private WebSocket open(URI uri) {
    return http.newWebSocketBuilder().buildAsync(uri, new Listener()).join();
  }

  /** Everything that a client receives until the end if it only connects. */
  private String receivedByDeafClient() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), venue.uri().getPort())) {
      socket.setSoTimeout((int) TIMEOUT.toMillis());
      String hello = "GET /ws HTTP/1.1\r\nHost: x\r\nSec-WebSocket-Key: x\r\n\r\n";
      socket.getOutputStream().write(hello.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void ask(WebSocket client, String request) {
    client.sendText(request, true).join();
  }

  private String next() throws InterruptedException {
    return Optional.ofNullable(received.poll(TIMEOUT.toSeconds(), TimeUnit.SECONDS))
        .orElse("nothing");
  }

  private static VenueSimulator start(SimulatorOptions options) {
    return startWith(options, () -> 0);
  }

  private static VenueSimulator startWith(SimulatorOptions options, LongSupplier nanos) {
    try {
      return VenueSimulator.start(
          options,
          new Clock() {
            @Override
            public long wallUs() {
              return WALL_US;
            }

            @Override
            public long nanos() {
              return nanos.getAsLong();
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private final class Listener implements WebSocket.Listener {
    private final StringBuilder message = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket client, CharSequence part, boolean last) {
      message.append(part);
      if (last) {
        received.add(message.toString());
        message.setLength(0);
      }
      client.request(1);
      return done();
    }

    @Override
    public CompletionStage<?> onPing(WebSocket client, ByteBuffer payload) {
      pinged.release();
      client.request(1);
      return done();
    }

    @Override
    public CompletionStage<?> onClose(WebSocket client, int code, String reason) {
      received.add("closed " + code);
      return done();
    }

    private CompletionStage<?> done() {
      return CompletableFuture.completedFuture("done");
    }
  }
}
