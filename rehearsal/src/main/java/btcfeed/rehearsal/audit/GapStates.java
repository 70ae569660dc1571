package btcfeed.rehearsal.audit;

import btcfeed.redis.StoreReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The gaps of {@code btc:gaps}, each in its last state. */
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

  /** True if a trade is published as unrepairable. Its time is known to the millisecond. */
  boolean published(String venue, long number, long timeUs) {
    // The ledger keeps milliseconds; a gap is as exact as the venue.
    return states.entrySet().stream()
        .filter(hole -> hole.getValue().equals(UNREPAIRABLE))
        .anyMatch(
            hole ->
                hole.getKey().holds(venue, number, timeUs)
                    || hole.getKey().holds(venue, number, timeUs + 999));
  }

  /** The gaps that are still open, for people. */
  List<String> open() {
    return states.entrySet().stream()
        .filter(hole -> hole.getValue().equals(OPEN))
        .map(hole -> hole.getKey().toString())
        .toList();
  }

  /** How many gaps there were, in any state. */
  int count() {
    return states.size();
  }

  int unrepairable() {
    return (int) states.values().stream().filter(UNREPAIRABLE::equals).count();
  }
}
