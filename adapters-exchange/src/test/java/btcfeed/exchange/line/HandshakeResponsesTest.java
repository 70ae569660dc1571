package btcfeed.exchange.line;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.domain.line.LineEvent;
import btcfeed.domain.port.LinePort.Opened;
import btcfeed.testsupport.RecordedEvents;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass(name = "{0}")
@EnumSource(Client.class)
@DisplayName("The handshake of a line")
class HandshakeResponsesTest {
  private final Client client;
  private final RecordedEvents events = new RecordedEvents();

  HandshakeResponsesTest(Client client) {
    this.client = client;
  }

  @ParameterizedTest
  @DisplayName("accepts every response that RFC 6455 allows")
  @ValueSource(
      strings = {
        "HTTP/1.1 101 Switching Protocols|Upgrade: websocket|Connection: keep-alive, Upgrade",
        "HTTP/1.1 101 Switching Protocols|Upgrade: websocket|Connection: Upgrade, keep-alive",
        "HTTP/1.1 101 Switching Protocols|Upgrade: websocket|Connection: Upgrade|Connection:"
            + " keep-alive",
        "HTTP/1.1 101 Switching Protocols|Upgrade: websocket|Connection: keep-alive|Connection:"
            + " Upgrade",
        "HTTP/1.1 101 Switching Protocols|upgrade: WebSocket|connection: upgrade",
        "HTTP/1.1 101 Switching Protocols|UPGRADE: WEBSOCKET|CONNECTION: close,upgrade",
        "HTTP/1.1 101 Switching Protocols|Upgrade:websocket|Connection:  Upgrade  ",
        "HTTP/1.1 101|Upgrade: websocket|Connection: Upgrade",
        "HTTP/1.0 101 OK|Upgrade: websocket|Connection: Upgrade",
        "HTTP/1.1 101 x|Upgrade: websocket|Connection: Upgrade|Set-Cookie: a=1|Set-Cookie: b=2",
        "HTTP/1.1 101 x|Upgrade: websocket|Connection: Upgrade|X-Empty:|Content-Length: 0",
        "HTTP/1.1 101 x|Upgrade: websocket|Connection: Upgrade|Date: a|Date: b|Server: \u00e9",
      })
  void legal(String response) throws IOException {
    try (RawVenue venue = RawVenue.start(accepted(response), RawVenue.text(RawVenue.TRADE))) {
      Lines.open(client.line(venue.uri()), events).ping();

      RecordedEvents.await(() -> assertThat(events.trades()).hasSize(1));
    }
  }

  @ParameterizedTest(name = "{0}")
  @DisplayName("refuses a response that is no upgrade, with the reason")
  @CsvSource({
    "HTTP/1.1 101 x|Connection: Upgrade,                                 pgrade",
    "HTTP/1.1 101 x|Upgrade: h2c|Connection: Upgrade,                    pgrade",
    "HTTP/1.1 101 x|Upgrade: websocket,                                  onnection",
    "HTTP/1.1 101 x|Upgrade: websocket|Connection: keep-alive,           onnection"
  })
  void illegal(String response, String word) throws IOException {
    try (RawVenue venue = RawVenue.start(accepted(response), new byte[0])) {
      assertThat(client.line(venue.uri()).open(events, Lines.TIMEOUT))
          .isInstanceOfSatisfying(
              Opened.Failed.class,
              failed -> assertThat(failed.detail()).contains(word).doesNotContain("Exception"));
      assertThat(events.all()).isEmpty();
    }
  }

  @Test
  @DisplayName("refuses the response to another handshake")
  void anotherKey() throws IOException {
    try (RawVenue venue =
        RawVenue.start(
            List.of(
                "HTTP/1.1 101 Switching Protocols",
                "Upgrade: websocket",
                "Connection: Upgrade",
                "Sec-WebSocket-Accept: AAAAAAAAAAAAAAAAAAAAAAAAAAA="),
            new byte[0])) {
      assertThat(client.line(venue.uri()).open(events, Lines.TIMEOUT))
          .isInstanceOf(Opened.Failed.class);
    }
  }

  @Test
  @DisplayName(
      "keeps messages that arrive in one packet with the response, in order and after Confirmed")
  void ahead() throws IOException {
    byte[] two =
        (new String(RawVenue.text(RawVenue.TRADE), StandardCharsets.ISO_8859_1)
                + new String(
                    RawVenue.text(RawVenue.TRADE.replace("\"t\":7", "\"t\":8")),
                    StandardCharsets.ISO_8859_1))
            .getBytes(StandardCharsets.ISO_8859_1);
    try (RawVenue venue = RawVenue.upgrading(two)) {
      Lines.open(client.line(venue.uri()), events);

      RecordedEvents.await(() -> assertThat(events.trades()).hasSize(2));
      assertThat(events.all().getFirst()).isInstanceOf(LineEvent.Confirmed.class);
      assertThat(events.trades()).extracting(trade -> trade.id().text()).containsExactly("7", "8");
    }
  }

  private static List<String> accepted(String response) {
    return Arrays.asList((response + "|Sec-WebSocket-Accept: " + RawVenue.ACCEPT).split("\\|"));
  }
}
