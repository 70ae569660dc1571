package com.example.venue;

import btcfeed.exchange.venue.VenueDescription;
import btcfeed.simulator.VenueProtocol;
import btcfeed.venuekit.SimulatedHistoryContract;

class SimulatedHistoryTest extends SimulatedHistoryContract {
  @Override
  protected VenueDescription venue() {
    return new ExampleVenue();
  }

  @Override
  protected VenueProtocol protocol() {
    return new ExampleProtocol();
  }
}
