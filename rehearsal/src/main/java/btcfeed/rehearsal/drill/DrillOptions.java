package btcfeed.rehearsal.drill;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The options of a drill.
 *
 * @param only the faults by their words, in this order; empty for all
 * @param givenPair true for the two configured stores, false for two started for the drill
 * @param json true for a report as JSON
 */
public record DrillOptions(
    List<String> only, double tradesPerSecond, boolean givenPair, boolean json) {
  public DrillOptions {
    only = List.copyOf(only);
  }

  /** What is wrong with it, for a person; empty if nothing is. */
  public Optional<String> complaint() {
    for (String word : only) {
      if (DrillFault.parse(word).isEmpty()) {
        return Optional.of("there is no fault " + word + "; one of " + DrillFault.words());
      }
    }
    return !givenPair && only.contains(DrillFault.BATCH.word())
        ? Optional.of(
            "batch needs --redis-url and --failover-url: it cuts the connection to a store")
        : Optional.empty();
  }

  /** The faults to rehearse: those named, or all that the stores allow. */
  List<DrillFault> faults() {
    return only.isEmpty()
        ? Arrays.stream(DrillFault.values())
            .filter(fault -> givenPair || fault != DrillFault.BATCH)
            .toList()
        : only.stream().flatMap(word -> DrillFault.parse(word).stream()).toList();
  }
}
