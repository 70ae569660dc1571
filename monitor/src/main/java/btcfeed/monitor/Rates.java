package btcfeed.monitor;

import btcfeed.monitor.client.Overview;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Messages and ticks per second between two polls.
 *
 * @param ticks by venue
 */
record Rates(Optional<Double> messages, Map<String, Double> ticks) {
  static final Rates UNKNOWN = new Rates(Optional.empty(), Map.of());

  Rates {
    ticks = Map.copyOf(ticks);
  }

  /** The rates between two answers; unknown if a count decreased because the service restarted. */
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
