package btcfeed.exchange.line;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.domain.line.BadInput;
import btcfeed.domain.line.LineEvent;
import btcfeed.domain.port.LinePort;
import btcfeed.simulator.Fault;
import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A line over Tyrus to a venue that misbehaves")
class TyrusLineFaultsTest extends LineFaultsContract {
  TyrusLineFaultsTest() throws IOException {}

  @Override
  LinePort line(URI uri) {
    return Client.TYRUS.line(uri);
  }

  @ParameterizedTest
  @DisplayName("believes no claim of a monstrous frame, and does not wait for its bytes")
  @ValueSource(strings = {"817f0000010000000000", "817f7fffffffffffffff", "817fffffffffffffffff"})
  void monstrousClaims(String header) {
    subscribed();
    venue.fault(new Fault.Raw(header));

    closed();
    assertThat(events.of(LineEvent.Bad.class))
        .singleElement()
        .satisfies(bad -> assertThat(bad.reason()).isEqualTo(BadInput.OVERSIZED));
  }
}
