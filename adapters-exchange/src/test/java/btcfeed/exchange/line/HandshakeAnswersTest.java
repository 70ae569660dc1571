package btcfeed.exchange.line;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.domain.line.LineEvent;
import btcfeed.domain.port.LinePort.Opened;
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
@DisplayName("A line")
class HandshakeAnswersTest {
  private final Client client;
  private final HeardEvents events = new HeardEvents();

  HandshakeAnswersTest(Client client) {
    this.client = client;
  }

  @ParameterizedTest
  @DisplayName("takes every answer to its handshake that RFC 6455 allows")
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

      HeardEvents.await(() -> assertThat(events.trades()).hasSize(1));
    }
  }

  @ParameterizedTest(name = "{0}")
  @DisplayName("refuses an answer that is no upgrade, and says what is wrong with it")
  @CsvSource({
    "HTTP/1.1 101 x|Connection: Upgrade,                                 pgrade",
    "HTTP/1.1 101 x|Upgrade: h2c|Connection: Upgrade,                    pgrade",
    "HTTP/1.1 101 x|Upgrade: websocket,                                  onnection",
    "HTTP/1.1 101 x|Upgrade: websocket|Connection: keep-alive,           onnection"
  })
  void illegal(String response, String word) throws IOException {
    try (RawVenue venue = RawVenue.start(accepted(response), new byte[0])) {
      assertThat(client.line(venue.uri()).open(events, Lines.PATIENCE))
          .isInstanceOfSatisfying(
              Opened.Failed.class,
              failed -> assertThat(failed.detail()).contains(word).doesNotContain("Exception"));
      assertThat(events.all()).isEmpty();
    }
  }

  @Test
  @DisplayName("refuses an answer to somebody else's handshake")
  void anotherKey() throws IOException {
    try (RawVenue venue =
        RawVenue.start(
            List.of(
                "HTTP/1.1 101 Switching Protocols",
                "Upgrade: websocket",
                "Connection: Upgrade",
                "Sec-WebSocket-Accept: AAAAAAAAAAAAAAAAAAAAAAAAAAA="),
            new byte[0])) {
      assertThat(client.line(venue.uri()).open(events, Lines.PATIENCE))
          .isInstanceOf(Opened.Failed.class);
    }
  }

  @Test
  @DisplayName("reads what came in one packet with the answer, in order and after its confirmation")
  void ahead() throws IOException {
    byte[] two =
        (new String(RawVenue.text(RawVenue.TRADE), StandardCharsets.ISO_8859_1)
                + new String(
                    RawVenue.text(RawVenue.TRADE.replace("\"t\":7", "\"t\":8")),
                    StandardCharsets.ISO_8859_1))
            .getBytes(StandardCharsets.ISO_8859_1);
    try (RawVenue venue = RawVenue.upgrading(two)) {
      Lines.open(client.line(venue.uri()), events);

      HeardEvents.await(() -> assertThat(events.trades()).hasSize(2));
      assertThat(events.all().getFirst()).isInstanceOf(LineEvent.Confirmed.class);
      assertThat(events.trades()).extracting(trade -> trade.id().text()).containsExactly("7", "8");
    }
  }

  private static List<String> accepted(String response) {
    return Arrays.asList((response + "|Sec-WebSocket-Accept: " + RawVenue.ACCEPT).split("\\|"));
  }
}
