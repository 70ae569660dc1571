package com.example.venue;

import btcfeed.exchange.venue.VenueDescription;
import btcfeed.simulator.VenueProtocol;
import btcfeed.venuekit.SimulatedVenueContract;

class SimulatedExampleTest extends SimulatedVenueContract {
  @Override
  protected VenueDescription venue() {
    return new ExampleVenue();
  }

  @Override
  protected VenueProtocol protocol() {
    return new ExampleProtocol();
  }
}
