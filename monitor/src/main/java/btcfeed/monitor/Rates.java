package btcfeed.monitor;

import btcfeed.monitor.client.Overview;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What came in a second, between two looks.
 *
 * @param ticks of each venue
 */
record Rates(Optional<Double> messages, Map<String, Double> ticks) {
  static final Rates UNKNOWN = new Rates(Optional.empty(), Map.of());

  Rates {
    ticks = Map.copyOf(ticks);
  }

  /** Unknown where a count went back: the service was started again. */
  static Rates between(Overview before, Overview after, double seconds) {
    if (seconds <= 0 || after.processed() < before.processed()) {
      return UNKNOWN;
    }
    Map<String, Long> counted = new HashMap<>();
    before.venues().forEach(venue -> counted.put(venue.name(), venue.ticks()));
    Map<String, Double> ticks = new HashMap<>();
    for (Overview.Venue venue : after.venues()) {
      Optional.ofNullable(counted.get(venue.name()))
          .filter(old -> old <= venue.ticks())
          .ifPresent(old -> ticks.put(venue.name(), (venue.ticks() - old) / seconds));
    }
    return new Rates(Optional.of((after.processed() - before.processed()) / seconds), ticks);
  }
}
