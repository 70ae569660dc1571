package btcfeed.planted.exchange;

import btcfeed.planted.application.usecase.UseCase;
import btcfeed.planted.simulator.venue.SimulatedVenue;

/** What the lines to the venues may not see. */
public final class Offences {
  private Offences() {}

  record KnowsTheSimulator(SimulatedVenue venue) {}

  record KnowsAUseCase(UseCase useCase) {}
}
