package btcfeed.exchange.line;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.domain.market.Symbol;
import btcfeed.domain.port.LinePort;
import btcfeed.domain.port.LinePort.Opened;
import btcfeed.exchange.Venues;
import btcfeed.exchange.codec.VenueCodec;
import btcfeed.exchange.codec.VenueOptions;
import btcfeed.testsupport.RecordedEvents;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Lines to a simulated venue. */
final class Lines {
  static final Duration TIMEOUT = Duration.ofMinutes(1);
  static final int LIMIT = 100_000;

  private Lines() {}

  static VenueCodec codec(URI uri) {
    return Venues.builtIn()
        .codec(
            "binance",
            new VenueOptions(List.of(Symbol.parse("BTC-USDT")), Optional.of(uri), LIMIT));
  }

  static LinePort.Connection open(LinePort line, RecordedEvents events) {
    Opened opened = line.open(events, TIMEOUT);
    assertThat(opened).isInstanceOf(Opened.Connected.class);
    return ((Opened.Connected) opened).connection();
  }
}
