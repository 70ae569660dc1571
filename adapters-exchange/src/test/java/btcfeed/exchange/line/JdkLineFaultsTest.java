package btcfeed.exchange.line;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.domain.line.BadInput;
import btcfeed.domain.line.LineEvent;
import btcfeed.domain.port.LinePort;
import btcfeed.simulator.Fault;
import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A line over the JDK's client to a venue that misbehaves")
class JdkLineFaultsTest extends LineFaultsContract {
  JdkLineFaultsTest() throws IOException {}

  @Override
  LinePort line(URI uri) {
    return Client.JDK.line(uri);
  }

  @Test
  @DisplayName("waits for what a monstrous frame claims, but keeps no more of it than it may")
  void monstrousClaim() {
    subscribed();
    venue.fault(new Fault.Raw("817f0000010000000000" + "20".repeat(Lines.LIMIT + 1)));

    closed();
    assertThat(events.of(LineEvent.Bad.class))
        .singleElement()
        .satisfies(bad -> assertThat(bad.reason()).isEqualTo(BadInput.OVERSIZED));
  }
}
