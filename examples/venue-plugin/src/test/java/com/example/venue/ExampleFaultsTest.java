package com.example.venue;

import btcfeed.exchange.venue.VenueDescription;
import btcfeed.simulator.VenueProtocol;
import btcfeed.venuekit.VenueFaultsContract;

class ExampleFaultsTest extends VenueFaultsContract {
  @Override
  protected VenueDescription venue() {
    return new ExampleVenue();
  }

  @Override
  protected VenueProtocol protocol() {
    return new ExampleProtocol();
  }
}
