package btcfeed.exchange.line;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.domain.line.LineId;
import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Venue;
import btcfeed.domain.port.LinePort;
import btcfeed.domain.port.LinePort.Opened;
import btcfeed.exchange.SystemClock;
import btcfeed.exchange.Venues;
import btcfeed.exchange.codec.VenueOptions;
import btcfeed.exchange.input.MessageBudget;
import btcfeed.exchange.net.OutboundConnector;
import btcfeed.testsupport.FakeLine;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A line to a venue with several addresses")
class EndpointFailoverTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(1);

  private final LineId id = new LineId(new Venue("binance"), "a");
  private final FakeLine front = new FakeLine(id);
  private final FakeLine side = new FakeLine(id);
  private final FakeLine back = new FakeLine(id);
  private final LinePort line = new EndpointFailover(List.of(front, side, back));

  @ParameterizedTest
  @ValueSource(ints = {451, 403})
  @DisplayName("tries the next address at once after 403 or 451, and keeps it")
  void notServedHere(int status) {
    front.refuse(failed(status));

    assertThat(open()).isInstanceOf(Opened.Connected.class);
    assertThat(side.connections()).hasSize(1);
    assertThat(open()).isInstanceOf(Opened.Connected.class);
    assertThat(side.connections()).hasSize(2);
    assertThat(front.connections()).isEmpty();
  }

  @Test
  @DisplayName("reports the first address's refusal if all refuse, and tries them all again")
  void nowhere() {
    front.refuse(failed(451));
    side.refuse(failed(403));
    back.refuse(failed(451));

    assertThat(open()).isEqualTo(failed(451));
    assertThat(open()).isInstanceOf(Opened.Connected.class);
  }

  @Test
  @DisplayName("changes an unreachable address after three attempts, and not before")
  void unreachable() {
    front.refuse(failed(), failed(), failed());

    assertThat(open()).isEqualTo(failed());
    assertThat(open()).isEqualTo(failed());
    assertThat(open()).isEqualTo(failed());
    assertThat(open()).isInstanceOf(Opened.Connected.class);
    assertThat(side.connections()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 418})
  @DisplayName("keeps the address after 418 or 429")
  void tooMany(int status) {
    front.refuse(failed(status), failed(status), failed(status), failed(status));
    for (int i = 0; i < 4; i++) {
      assertThat(open()).isEqualTo(failed(status));
    }

    assertThat(open()).isInstanceOf(Opened.Connected.class);
    assertThat(front.connections()).hasSize(1);
  }

  @Test
  @DisplayName("uses only the address that an operator sets")
  void chosen() {
    VenueOptions usual = new VenueOptions(List.of(Symbol.parse("BTC-USDT")), Optional.empty(), 9);

    assertThat(
            Venues.builtIn()
                .open(
                    "htx",
                    usual,
                    "a",
                    OutboundConnector.direct(new SystemClock()),
                    MessageBudget.ofHeap(),
                    new SystemClock(),
                    FrameTap.NONE))
        .isInstanceOf(EndpointFailover.class);
    assertThat(Venues.builtIn().named("binance").alternatives(usual)).hasSize(2);
    assertThat(
            Venues.builtIn()
                .named("binance")
                .alternatives(usual.at(URI.create("ws://127.0.0.1:1/ws"))))
        .isEmpty();
    assertThat(Venues.builtIn().named("okx").alternatives(usual)).isEmpty();
  }

  private Opened open() {
    return line.open(_ -> {}, TIMEOUT);
  }

  private static Opened.Failed failed(int status) {
    return new Opened.Failed(Optional.of(status), Optional.empty(), "no");
  }

  private static Opened.Failed failed() {
    return new Opened.Failed(Optional.empty(), Optional.empty(), "no address");
  }
}
