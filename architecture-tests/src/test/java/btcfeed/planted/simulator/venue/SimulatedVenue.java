package btcfeed.planted.simulator.venue;

/** Something only bootstrap and tests may see. */
public interface SimulatedVenue {}
