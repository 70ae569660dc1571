package btcfeed.exchange.faults;

import btcfeed.exchange.Venues;
import btcfeed.exchange.venue.VenueDescription;
import btcfeed.simulator.VenueProtocol;
import btcfeed.simulator.VenueProtocols;
import btcfeed.simulator.VenueSimulator;
import btcfeed.venuekit.VenueFaultsContract;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

@ParameterizedClass(name = "{0}")
@MethodSource("btcfeed.simulator.VenueProtocols#names")
@DisplayName("With any fault of a venue")
class VenueFaultsTest extends VenueFaultsContract {
  private final String name;

  VenueFaultsTest(String name) {
    this.name = name;
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
  protected boolean numbersMessages() {
    return Set.of("bitfinex", "coinbase-advanced").contains(name);
  }

  /** Alternates between the two lines. */
  @Override
  protected String line() {
    return VenueSimulator.venues().indexOf(name) % 2 == 0 ? "a" : "b";
  }
}
