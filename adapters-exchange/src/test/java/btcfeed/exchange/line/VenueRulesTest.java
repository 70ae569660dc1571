package btcfeed.exchange.line;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.domain.line.LineEvent;
import btcfeed.domain.port.LinePort;
import btcfeed.domain.port.LinePort.Opened;
import btcfeed.exchange.SystemClock;
import btcfeed.exchange.codec.ConnectToken;
import btcfeed.exchange.codec.FrameDecoder;
import btcfeed.exchange.codec.Subscription;
import btcfeed.exchange.codec.VenueCodec;
import btcfeed.simulator.Fault;
import btcfeed.simulator.SimulatorOptions;
import btcfeed.simulator.VenueSimulator;
import btcfeed.testsupport.RecordedEvents;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass(name = "{0}")
@EnumSource(Client.class)
@DisplayName("A line to a venue with rules of its own")
class VenueRulesTest {
  private static final String ASK = "{\"method\":\"SUBSCRIBE\",\"params\":[],\"id\":1}";

  private final Client client;
  private final RecordedEvents events = new RecordedEvents();
  private final VenueSimulator venue;
  private final HttpServer tokenServer;
  private final AtomicInteger requests = new AtomicInteger();

  VenueRulesTest(Client client) throws IOException {
    this.client = client;
    venue = VenueSimulator.start(SimulatorOptions.usual(), new SystemClock());
    tokenServer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    tokenServer.start();
  }

  @AfterEach
  void stop() {
    tokenServer.stop(0);
    venue.close();
  }

  @Test
  @DisplayName("sends a text ping on request where the venue needs one")
  void textPing() {
    LinePort.Connection connection =
        Lines.open(
            line(subscription(Optional.of("ping"), Optional.empty(), Duration.ZERO, false)),
            events);
    connection.ping();

    RecordedEvents.await(() -> assertThat(venue.requests()).containsExactly(ASK, "ping"));
  }

  @Test
  @DisplayName("sends periodic pings, whatever else it sends")
  void pingEvery() {
    Lines.open(
        line(
            subscription(
                Optional.of("ping"), Optional.of(Duration.ofMillis(20)), Duration.ZERO, false)),
        events);

    RecordedEvents.await(
        () -> assertThat(venue.requests()).startsWith(ASK, "ping", "ping", "ping", "ping"));
  }

  @Test
  @DisplayName("sends nothing in the first second where the venue would ignore it")
  void afterASecond() {
    SystemClock clock = new SystemClock();
    long began = clock.nanos();
    Lines.open(
        line(subscription(Optional.empty(), Optional.empty(), Duration.ofSeconds(1), false)),
        events);

    RecordedEvents.await(() -> assertThat(venue.requests()).containsExactly(ASK));
    assertThat(clock.nanos() - began).isGreaterThanOrEqualTo(Duration.ofSeconds(1).toNanos());
  }

  @Test
  @DisplayName("subscribes after the venue's welcome, and sends replies")
  void welcomeAndReply() {
    // The venue answers an answer, and so on for ever, unless one is enough.
    AtomicBoolean replied = new AtomicBoolean();
    FrameDecoder decoder =
        (_, length, sink) -> {
          if (length == 2) {
            sink.welcome();
          } else if (replied.compareAndSet(false, true)) {
            sink.reply("pong");
          }
        };
    Subscription subscription =
        subscription(Optional.empty(), Optional.empty(), Duration.ZERO, true);
    Lines.open(line(CustomCodec.with(codec(), subscription, Optional.empty(), decoder)), events);
    RecordedEvents.await(() -> assertThat(venue.connections()).isEqualTo(1));
    assertThat(venue.requests()).isEmpty();

    venue.fault(new Fault.Raw("8102" + "6869"));
    RecordedEvents.await(() -> assertThat(venue.requests()).startsWith(ASK));
    RecordedEvents.await(() -> assertThat(venue.requests()).contains("pong"));
  }

  @Test
  @DisplayName("requests a token before every connection")
  void token() {
    respond(200, "ok");

    for (int time = 1; time <= 2; time++) {
      Lines.open(line(admitted()), events).close("enough");
      assertThat(requests).hasValue(time);
    }
    RecordedEvents.await(() -> assertThat(venue.requests()).contains(ASK));
  }

  @Test
  @DisplayName("reports a refused token as a refused handshake, with the response")
  void refused() {
    respond(429, "slow down");

    assertThat(line(admitted()).open(events, Lines.TIMEOUT))
        .isEqualTo(
            new Opened.Failed(
                Optional.of(429),
                Optional.of(Duration.ofSeconds(7)),
                "the venue answered 429 to the request for a token: slow down"));
    assertThat(venue.requests()).isEmpty();
    assertThat(events.all()).isEmpty();
  }

  @Test
  @DisplayName("reports a response without a token in the venue's words")
  void noToken() {
    respond(200, "{\"code\":\"405000\"}");

    assertThat(line(admitted()).open(events, Lines.TIMEOUT))
        .isInstanceOfSatisfying(
            Opened.Failed.class,
            failed -> {
              assertThat(failed.httpStatus()).isEmpty();
              assertThat(failed.detail()).contains("405000");
            });
  }

  @Test
  @DisplayName("reports that the token server is unreachable")
  void nobodyThere() {
    VenueCodec codec = admitted();
    tokenServer.stop(0);

    assertThat(line(codec).open(events, Lines.TIMEOUT))
        .isInstanceOfSatisfying(
            Opened.Failed.class,
            failed ->
                assertThat(failed.detail()).matches("no token: 127\\.0\\.0\\.1:\\d+: refused"));
  }

  @Test
  @DisplayName("times out when no token arrives")
  void silence() {
    tokenServer.createContext("/", _ -> {});

    assertThat(line(admitted()).open(events, Duration.ofMillis(100)))
        .isInstanceOf(Opened.Failed.class);
    assertThat(events.of(LineEvent.Confirmed.class)).isEmpty();
  }

  private void respond(int status, String body) {
    tokenServer.createContext(
        "/token",
        exchange -> {
          requests.incrementAndGet();
          byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().add("Retry-After", "7");
          exchange.sendResponseHeaders(
              exchange.getRequestMethod().equals("POST") ? status : 405, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
  }

  /** Let in by the answer {@code ok}. */
  private VenueCodec admitted() {
    Subscription subscription =
        subscription(Optional.empty(), Optional.empty(), Duration.ZERO, /* afterWelcome= */ false);
    ConnectToken admission =
        new ConnectToken() {
          @Override
          public URI request() {
            return URI.create("http://127.0.0.1:" + tokenServer.getAddress().getPort() + "/token");
          }

          @Override
          public Optional<Subscription> read(byte[] answer) {
            return answer.length == 2 ? Optional.of(subscription) : Optional.empty();
          }
        };
    return CustomCodec.with(
        codec(),
        subscription.at(URI.create("ws://127.0.0.1:1/closed"), Duration.ofMinutes(1)),
        Optional.of(admission),
        codec().decoder());
  }

  private Subscription subscription(
      Optional<String> ping, Optional<Duration> pingEvery, Duration delay, boolean afterWelcome) {
    return new Subscription(venue.uri(), List.of(ASK), ping, pingEvery, delay, afterWelcome);
  }

  private LinePort line(Subscription subscription) {
    return line(CustomCodec.with(codec(), subscription));
  }

  private LinePort line(VenueCodec codec) {
    return client.line(codec);
  }

  private VenueCodec codec() {
    return Lines.codec(venue.uri());
  }
}
