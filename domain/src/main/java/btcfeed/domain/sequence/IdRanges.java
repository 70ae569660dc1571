package btcfeed.domain.sequence;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** Ranges of ids, none of which overlap. One thread. */
final class IdRanges {
  /** First to last id. */
  private final TreeMap<Long, Long> ranges = new TreeMap<>();

  /** Adds a range. Ranges that overlap become one. */
  void add(long from, long to) {
    long first = from;
    long last = to;
    Map.Entry<Long, Long> below = ranges.floorEntry(last);
    while (below != null && below.getValue() >= first) {
      ranges.remove(below.getKey());
      first = Math.min(first, below.getKey());
      last = Math.max(last, below.getValue());
      below = ranges.floorEntry(last);
    }
    ranges.put(first, last);
  }

  boolean contains(long id) {
    Map.Entry<Long, Long> below = ranges.floorEntry(id);
    return below != null && id <= below.getValue();
  }

  int size() {
    return ranges.size();
  }

  /** The first and the last id of each range, in order. */
  void forEach(BiConsumer<Long, Long> action) {
    ranges.forEach(action);
  }
}
