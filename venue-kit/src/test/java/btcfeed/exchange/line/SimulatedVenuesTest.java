package btcfeed.exchange.line;

import btcfeed.exchange.Venues;
import btcfeed.exchange.venue.VenueDescription;
import btcfeed.simulator.VenueProtocol;
import btcfeed.simulator.VenueProtocols;
import btcfeed.venuekit.SimulatedVenueContract;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

@ParameterizedClass(name = "{0}")
@MethodSource("btcfeed.simulator.VenueProtocols#names")
@DisplayName("The codec of every venue, over Tyrus, with the simulated venue,")
class SimulatedVenuesTest extends SimulatedVenueContract {
  private final String name;

  SimulatedVenuesTest(String name) {
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

  @Override
  protected boolean repeatsLastTrade() {
    return Set.of("okx", "htx").contains(name);
  }

  @Override
  protected boolean announcesClose() {
    return Set.of("binance", "okx", "bitstamp", "bitfinex").contains(name);
  }
}
