package btcfeed.testsupport;

import btcfeed.domain.journal.Mutation;
import btcfeed.domain.port.PricePort;
import btcfeed.domain.port.ReadPort.ReadResult;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The keys of an {@link InMemoryStore} that mutations change: strings, hashes and lists as in
 * Redis. One thread at a time. Its clock stands at the beginning of 1970 until it is set.
 */
final class InMemoryValues {
  private final Map<String, Value> values = new HashMap<>();
  private final List<String> published = new ArrayList<>();
  private long nowMs;

  private sealed interface Value {}

  private record Text(String text, long untilMs) implements Value {}

  private record Fields(Map<String, String> fields) implements Value {}

  private record Values(List<String> newestFirst) implements Value {}

  void time(long ms) {
    nowMs = ms;
    values.values().removeIf(value -> value instanceof Text(_, long until) && until <= nowMs);
  }

  void clear() {
    values.clear();
  }

  /** The values, without messages and clock. */
  InMemoryValues copy() {
    InMemoryValues copy = new InMemoryValues();
    copy.values.putAll(values);
    return copy;
  }

  void replace(InMemoryValues other) {
    values.clear();
    values.putAll(other.values);
  }

  void remove(String key) {
    values.remove(key);
  }

  /** All messages, as {@code channel message}. */
  List<String> published() {
    return List.copyOf(published);
  }

  /** Applies a mutation; a key of another kind stays unchanged. */
  void apply(Mutation mutation) {
    String key = mutation.key();
    switch (mutation) {
      case Mutation.Set(_, String value) -> values.put(key, new Text(value, Long.MAX_VALUE));
      case Mutation.SetUntil(_, String value, long untilMs) -> {
        values.put(key, new Text(value, untilMs));
        time(nowMs);
      }
      case Mutation.SetIfNewer(_, String value, long version) -> {
        if (version > version(key)) {
          set(key, Map.of("value", value, "version", Long.toString(version)));
        }
      }
      case Mutation.Delete _ -> values.remove(key);
      case Mutation.HashSet(_, Map<String, String> fields) -> set(key, fields);
      case Mutation.ListPush(_, String value, int keep) -> push(key, value, keep);
      case Mutation.Publish(_, String message, long untilMs) -> {
        if (nowMs < untilMs) {
          published.add(key + " " + message);
        }
      }
    }
  }

  private void set(String key, Map<String, String> fields) {
    if (at(key, new Fields(Map.of())) instanceof Fields(Map<String, String> old)) {
      Map<String, String> all = new TreeMap<>(old);
      all.putAll(fields);
      values.put(key, new Fields(Map.copyOf(all)));
    }
  }

  private long version(String key) {
    return at(key, new Fields(Map.of())) instanceof Fields(Map<String, String> old)
        ? Long.parseLong(old.getOrDefault("version", "-1"))
        : -1;
  }

  private void push(String key, String value, int keep) {
    if (at(key, new Values(List.of())) instanceof Values(List<String> old)) {
      List<String> all = new ArrayList<>(old);
      all.addFirst(value);
      values.put(key, new Values(List.copyOf(all.subList(0, Math.min(keep, all.size())))));
    }
  }

  private Value at(String key, Value missing) {
    return values.getOrDefault(key, missing);
  }

  ReadResult<Optional<String>> text(String key) {
    return switch (at(key, new Text("", 0))) {
      case Text(String text, long untilMs) ->
          new ReadResult.Found<>(untilMs == 0 ? Optional.empty() : Optional.of(text));
      case Fields _, Values _ -> otherKind();
    };
  }

  ReadResult<Map<String, String>> fields(String key) {
    return switch (at(key, new Fields(Map.of()))) {
      case Fields(Map<String, String> fields) -> new ReadResult.Found<>(fields);
      case Text _, Values _ -> otherKind();
    };
  }

  ReadResult<List<String>> newest(String key, int count) {
    return switch (at(key, new Values(List.of()))) {
      case Values(List<String> all) ->
          new ReadResult.Found<>(all.subList(0, Math.clamp(count, 0, all.size())));
      case Text _, Fields _ -> otherKind();
    };
  }

  private static <T> ReadResult<T> otherKind() {
    return new ReadResult.Failed<>(
        new PricePort.Failure.Refused("WRONGTYPE", "a key of another kind"));
  }
}
