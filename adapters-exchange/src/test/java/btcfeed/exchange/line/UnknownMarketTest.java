package btcfeed.exchange.line;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.domain.line.LineEvent;
import btcfeed.domain.line.Refusal;
import btcfeed.domain.market.Symbol;
import btcfeed.exchange.SystemClock;
import btcfeed.exchange.Venues;
import btcfeed.exchange.codec.VenueOptions;
import btcfeed.exchange.input.MessageBudget;
import btcfeed.exchange.net.OutboundConnector;
import btcfeed.simulator.SimulatorOptions;
import btcfeed.simulator.VenueSimulator;
import btcfeed.testsupport.RecordedEvents;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A line that subscribes to a market that exists and to one that does not")
class UnknownMarketTest {
  @ParameterizedTest
  @DisplayName("reports the refusal of one, and delivers the other")
  @ValueSource(strings = {"htx", "bitfinex"})
  void twoMarkets(String name) throws IOException {
    RecordedEvents events = new RecordedEvents();
    try (VenueSimulator venue =
        VenueSimulator.start(SimulatorOptions.usual(name), new SystemClock())) {
      Symbol known = venue.options().symbols().getFirst();
      Symbol unknown = Symbol.parse("XYZ-" + known.quote());
      VenueOptions settings =
          new VenueOptions(
              List.of(unknown, known),
              Optional.of(venue.uri()),
              Optional.of(venue.restUri()),
              Lines.LIMIT);
      Lines.open(
          Venues.builtIn()
              .open(
                  name,
                  settings,
                  "a",
                  OutboundConnector.direct(new SystemClock()),
                  MessageBudget.ofHeap(),
                  new SystemClock(),
                  FrameTap.NONE),
          events);

      assertThat(events.await(LineEvent.SubscriptionRefused.class, 1).getFirst().kind())
          .isEqualTo(Refusal.LASTING);
      events.await(LineEvent.Confirmed.class, 1);
      events.awaitTrades(venue.burst(3));
    }
  }
}
