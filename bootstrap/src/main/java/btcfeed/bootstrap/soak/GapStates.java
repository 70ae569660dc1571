package btcfeed.bootstrap.soak;

import btcfeed.redis.StoreReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What {@code btc:gaps} says in the end: each hole in the state it was last said to be in. */
final class GapStates {
  private static final String UNREPAIRABLE = "unrepairable";
  private static final String OPEN = "open";

  private final Map<Key, String> states = new LinkedHashMap<>();

  private record Key(String venue, long from, long to, long sinceUs, long untilUs) {
    boolean holds(String other, long number, long timeUs) {
      boolean within =
          to > 0 ? from <= number && number <= to : sinceUs <= timeUs && timeUs <= untilUs;
      return venue.equals(other) && within;
    }
  }

  void add(StoreReader.Entry entry) {
    Map<String, String> fields = entry.fields();
    Key key =
        new Key(
            fields.getOrDefault("venue", ""),
            number(fields, "from_id"),
            number(fields, "to_id"),
            number(fields, "since_us"),
            number(fields, "until_us"));
    states.put(key, fields.getOrDefault("state", ""));
  }

  private static long number(Map<String, String> fields, String name) {
    String text = fields.getOrDefault(name, "");
    return text.isEmpty() ? 0 : Long.parseLong(text);
  }

  /** Whether a trade is said to be missing for good; its time to the millisecond. */
  boolean published(String venue, long number, long timeUs) {
    // The ledger keeps milliseconds; a hole is as exact as the venue.
    return states.entrySet().stream()
        .filter(hole -> hole.getValue().equals(UNREPAIRABLE))
        .anyMatch(
            hole ->
                hole.getKey().holds(venue, number, timeUs)
                    || hole.getKey().holds(venue, number, timeUs + 999));
  }

  /** Holes of which nothing is decided yet, for people. */
  List<String> open() {
    List<String> open = new ArrayList<>();
    states.forEach(
        (key, state) -> {
          if (state.equals(OPEN)) {
            open.add(key.toString());
          }
        });
    return open;
  }

  /** How many there were, whatever became of them. */
  int count() {
    return states.size();
  }

  int unrepairable() {
    return (int) states.values().stream().filter(UNREPAIRABLE::equals).count();
  }
}
