package com.example.venue;

import btcfeed.exchange.venue.VenueDescription;
import btcfeed.exchange.venue.VenuePlugin;
import java.util.List;

/** Offers the venue to the service. */
public final class ExamplePlugin implements VenuePlugin {
  @Override
  public String name() {
    return "example";
  }

  @Override
  public String description() {
    return "The exchange of the example.";
  }

  @Override
  public List<VenueDescription> venues() {
    return List.of(new ExampleVenue());
  }
}
