package btcfeed.venuekit;

import btcfeed.exchange.Venues;
import btcfeed.exchange.codec.VenueOptions;
import btcfeed.exchange.venue.VenueDescription;
import btcfeed.simulator.SimulatorOptions;
import btcfeed.simulator.VenueProtocol;
import btcfeed.simulator.VenueSimulator;
import java.util.List;
import java.util.Optional;

/** A venue's description against the same venue simulated; the two know nothing of each other. */
public abstract class SimulationContract {
  /** The description. */
  protected abstract VenueDescription venue();

  /** The simulation. It must not use the description: both would have the same faults. */
  protected abstract VenueProtocol protocol();

  /** True if it numbers its messages, so that its codec notices a lost one. */
  protected boolean numbersMessages() {
    return false;
  }

  /** The venue as the only one of a list. */
  final Venues venues() {
    return Venues.of(List.of(venue()));
  }

  /** Options with its best known market and the real timeouts. */
  final SimulatorOptions usual() {
    return protocol().options();
  }

  /** Options for lines to a simulated venue. */
  static VenueOptions options(VenueSimulator simulator, int maxMessageBytes) {
    return new VenueOptions(
        simulator.options().symbols(),
        Optional.of(simulator.uri()),
        Optional.of(simulator.restUri()),
        maxMessageBytes);
  }
}
