package btcfeed.exchange.line;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.domain.line.LineEvent;
import btcfeed.domain.line.Refusal;
import btcfeed.domain.port.LinePort.Opened;
import btcfeed.exchange.SystemClock;
import btcfeed.simulator.Fault;
import btcfeed.simulator.SimulatorOptions;
import btcfeed.simulator.VenueSimulator;
import btcfeed.testsupport.RecordedEvents;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass(name = "{0}")
@EnumSource(Client.class)
@DisplayName("A line to a venue that refuses")
class LineRefusalsTest {
  private static final String PATH = "/ws/btcusdt@trade";

  private final Client client;
  private final RecordedEvents events = new RecordedEvents();
  private final VenueSimulator venue;

  LineRefusalsTest(Client client) throws IOException {
    this.client = client;
    venue = VenueSimulator.start(SimulatorOptions.usual(), new SystemClock());
  }

  @AfterEach
  void stop() {
    venue.close();
  }

  @ParameterizedTest
  @DisplayName("reports the status and the Retry-After of a refused handshake")
  @CsvSource({"429, 7", "418, 120", "451, ", "403, ", "503, 1", "503, ", "302, ", "200, "})
  void refusedHandshake(int status, Integer retryAfterSeconds) {
    Optional<Duration> retryAfter = Optional.ofNullable(retryAfterSeconds).map(Duration::ofSeconds);
    venue.fault(new Fault.RefuseHandshakes(status, retryAfter, 1));

    assertThat(client.line(venue.uri(PATH)).open(events, Lines.TIMEOUT))
        .isInstanceOfSatisfying(
            Opened.Failed.class,
            failed -> {
              assertThat(failed.httpStatus()).contains(status);
              assertThat(failed.retryAfter()).isEqualTo(retryAfter);
              assertThat(failed.detail()).startsWith("the venue answered " + status);
            });
    assertThat(events.all()).isEmpty();
    RecordedEvents.await(() -> assertThat(venue.connections()).isZero());
  }

  @Test
  @DisplayName("times out when the handshake gets no response")
  void handshakeUnanswered() {
    venue.fault(new Fault.HandshakeUnanswered());

    assertThat(client.line(venue.uri(PATH)).open(events, Duration.ofMillis(50)))
        .isInstanceOfSatisfying(
            Opened.Failed.class, failed -> assertThat(failed.httpStatus()).isEmpty());
    assertThat(events.all()).isEmpty();
  }

  @Test
  @DisplayName("fails at once if the port is closed")
  void nobodyThere() throws IOException {
    // Bound but not listening, so the port refuses connections.
    try (Socket taken = new Socket()) {
      taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      URI uri = URI.create("ws://127.0.0.1:" + taken.getLocalPort() + PATH);

      assertThat(client.line(uri).open(events, Lines.TIMEOUT))
          .isInstanceOfSatisfying(
              Opened.Failed.class,
              failed -> assertThat(failed.detail()).containsIgnoringCase("refused"));
    }
  }

  @Test
  @DisplayName("ends the attempt when its thread is interrupted, and keeps the interrupt")
  void interrupted() {
    venue.fault(new Fault.HandshakeUnanswered());
    Thread.currentThread().interrupt();

    assertThat(client.line(venue.uri(PATH)).open(events, Lines.TIMEOUT))
        .isInstanceOf(Opened.Failed.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  @DisplayName("reports a refused subscription in the venue's words")
  void refusedSubscription() {
    venue.fault(new Fault.RefuseSubscriptions(2, "Invalid request: no such stream"));
    Lines.open(client.line(venue.uri()), events);

    assertThat(events.await(LineEvent.SubscriptionRefused.class, 1))
        .containsExactly(
            new LineEvent.SubscriptionRefused(
                "2 Invalid request: no such stream", Refusal.LASTING));
    assertThat(events.of(LineEvent.Confirmed.class)).isEmpty();
  }

  @Test
  @DisplayName("is not confirmed by a venue that does not respond, but reports its heartbeats")
  void unansweredSubscription() {
    venue.fault(new Fault.SubscriptionsUnanswered());
    Lines.open(client.line(venue.uri()), events);
    RecordedEvents.await(() -> assertThat(venue.requests()).hasSize(1));
    venue.fault(new Fault.Raw("8900"));

    events.await(LineEvent.Heartbeat.class, 1);
    assertThat(events.of(LineEvent.Confirmed.class)).isEmpty();
  }
}
