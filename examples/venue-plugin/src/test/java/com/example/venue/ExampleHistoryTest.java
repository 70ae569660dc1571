package com.example.venue;

import btcfeed.exchange.venue.VenueDescription;
import btcfeed.venuekit.HistorySamples;
import btcfeed.venuekit.VenueHistoryContract;

class ExampleHistoryTest extends VenueHistoryContract {
  @Override
  protected VenueDescription venue() {
    return new ExampleVenue();
  }

  @Override
  protected HistorySamples samples() {
    return new HistorySamples(
        "[ROWS]",
        "{'id':ID,'price':PRICE,'size':QUANTITY,'side':'buy','time':TIME}",
        HistorySamples.Time.MILLIS,
        /* byId= */ true);
  }
}
