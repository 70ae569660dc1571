package btcfeed.rehearsal.takeover;

import java.util.List;
import java.util.Optional;

/**
 * The options of a drill of several instances.
 *
 * @param instances how many, two or three
 * @param only the events by their words, in this order, with a count or without: {@code kill},
 *     {@code handover:10}; empty for all
 * @param json true for a report as JSON
 */
public record TakeoverOptions(
    int instances, List<String> only, double tradesPerSecond, boolean json) {
  public TakeoverOptions {
    only = List.copyOf(only);
  }

  /** What is wrong with it, for a person; empty if nothing is. */
  public Optional<String> complaint() {
    return only.stream()
        .filter(word -> TakeoverEvent.parse(word).isEmpty())
        .findFirst()
        .map(
            word ->
                "there is no event "
                    + word
                    + " of instances; one of "
                    + TakeoverEvent.words()
                    + ", with a count up to 99 as in handover:10");
  }

  /** The events to rehearse. */
  List<TakeoverEvent> events() {
    return only.isEmpty()
        ? TakeoverEvent.USUAL
        : only.stream().flatMap(word -> TakeoverEvent.parse(word).stream()).toList();
  }
}
