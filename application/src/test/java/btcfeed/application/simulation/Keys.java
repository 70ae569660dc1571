package btcfeed.application.simulation;

import btcfeed.domain.journal.Mutation;
import btcfeed.domain.port.PricePort;
import btcfeed.domain.port.ReadPort.ReadResult;
import btcfeed.testsupport.InMemoryStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The keys of another program, as its mutations change them: a list, a hash, and a value with a
 * version. The list shows a mutation that was repeated, left out, or reordered.
 */
final class Keys {
  private static final String LIST = "app:list";
  private static final String HASH = "app:hash";
  private static final String NEWEST = "app:newest";
  private static final int KEEP = 100;

  private final List<String> list = new ArrayList<>();
  private final Map<String, String> hash = new HashMap<>();
  private long version = -1;

  /** Some change. */
  static Mutation change(Dice dice) {
    String value = Long.toString(dice.between(0, 1_000_000));
    return switch ((int) dice.between(0, 2)) {
      case 0 -> new Mutation.ListPush(LIST, value, KEEP);
      case 1 -> new Mutation.HashSet(HASH, Map.of("f" + dice.between(0, 5), value));
      default -> new Mutation.SetIfNewer(NEWEST, value, Long.parseLong(value));
    };
  }

  /** The journal has taken this change. */
  void changed(Mutation mutation) {
    switch (mutation) {
      case Mutation.ListPush(_, String value, int keep) -> {
        list.addFirst(value);
        list.subList(Math.min(keep, list.size()), list.size()).clear();
      }
      case Mutation.HashSet(_, Map<String, String> fields) -> hash.putAll(fields);
      case Mutation.SetIfNewer(_, _, long newer) -> version = Math.max(version, newer);
      case Mutation.Set _, Mutation.SetUntil _, Mutation.Delete _, Mutation.Publish _ -> {}
    }
  }

  /** What a store has otherwise; empty if nothing. */
  Optional<String> different(InMemoryStore store) {
    Map<String, String> newest =
        version < 0
            ? Map.of()
            : Map.of("value", Long.toString(version), "version", Long.toString(version));
    try (PricePort open = store.open()) {
      return differs(LIST, list, open.reads().newest(LIST, KEEP))
          .or(() -> differs(HASH, hash, open.reads().fields(HASH)))
          .or(() -> differs(NEWEST, newest, open.reads().fields(NEWEST)));
    }
  }

  private static <T> Optional<String> differs(String key, T expected, ReadResult<T> answer) {
    return answer instanceof ReadResult.Found<T>(T found) && found.equals(expected)
        ? Optional.empty()
        : Optional.of(key + " is " + answer + ", should be " + expected);
  }
}
