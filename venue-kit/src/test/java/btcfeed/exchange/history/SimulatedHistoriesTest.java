package btcfeed.exchange.history;

import btcfeed.exchange.Venues;
import btcfeed.exchange.venue.VenueDescription;
import btcfeed.simulator.VenueProtocol;
import btcfeed.simulator.VenueProtocols;
import btcfeed.venuekit.SimulatedHistoryContract;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

@ParameterizedClass(name = "{0}")
@MethodSource("venues")
@DisplayName("The history of a simulated venue")
class SimulatedHistoriesTest extends SimulatedHistoryContract {
  private final String name;

  SimulatedHistoriesTest(String name) {
    this.name = name;
  }

  static Stream<String> venues() {
    return Venues.builtIn().names().stream()
        .filter(name -> Venues.builtIn().named(name).history().isPresent());
  }

  @Override
  protected VenueDescription venue() {
    return Venues.builtIn().named(name);
  }

  @Override
  protected VenueProtocol protocol() {
    return VenueProtocols.of(name);
  }

  @Override
  protected long timeUnitUs() {
    return name.equals("bitstamp") ? 1_000_000 : 1;
  }
}
