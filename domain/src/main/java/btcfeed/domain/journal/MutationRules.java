package btcfeed.domain.journal;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The limits of a {@link Mutation}. Checked before it is journalled, because every journalled
 * mutation is applied.
 *
 * <p>The feed's own keys are excluded, with or without braces: their contents follow from the
 * trades alone, and a restart relies on them.
 */
public final class MutationRules {
  /** Longest key and longest field name, in characters. */
  public static final int MAX_KEY = 256;

  /** Largest value, and largest sum of a hash's names and values, in bytes of UTF-8. */
  public static final int MAX_VALUE = 3_072;

  /** Most fields set at once. */
  public static final int MAX_FIELDS = 64;

  /** Longest list. */
  public static final int MAX_LIST = 10_000;

  /** Latest deadline, Unix milliseconds: the end of the year 9999. */
  public static final long MAX_UNTIL_MS = 253_402_300_799_999L;

  private static final Set<String> OWN_KEYS =
      Set.of(
          "btc:ticks",
          "btc:gaps",
          "btc:feed",
          "btc:mutated",
          "btc:instances",
          "btc:check",
          "btc_price",
          "last_btc_price",
          "last_btc_update_time",
          "btc_movement_history",
          "current_exchange");

  private static final List<String> OWN_PREFIXES = List.of("btc:latest:");

  private MutationRules() {}

  /** Why the mutation is refused; empty if it is valid. */
  public static Optional<String> fault(Mutation mutation) {
    return name("the key", mutation.key())
        .or(() -> ownKey(mutation.key()))
        .or(() -> contents(mutation));
  }

  private static Optional<String> contents(Mutation mutation) {
    return switch (mutation) {
      case Mutation.Set(_, String value) -> text(value);
      case Mutation.SetUntil(_, String value, long untilMs) ->
          text(value).or(() -> deadline(untilMs));
      case Mutation.SetIfNewer(_, String value, long version) ->
          text(value).or(() -> version >= 0 ? Optional.empty() : no("a version is not negative"));
      case Mutation.Delete _ -> Optional.empty();
      case Mutation.HashSet(_, Map<String, String> fields) -> fields(fields);
      case Mutation.ListPush(_, String value, int keep) -> text(value).or(() -> keep(keep));
      case Mutation.Publish(_, String message, long untilMs) ->
          text(message).or(() -> deadline(untilMs));
    };
  }

  private static Optional<String> name(String what, String name) {
    if (name.isEmpty() || name.length() > MAX_KEY) {
      return no(what + " has 1 to " + MAX_KEY + " characters, not " + name.length());
    }
    return name.chars().allMatch(c -> c > ' ' && c < 0x7f)
        ? Optional.empty()
        : no(what + " is printable ASCII without blanks");
  }

  private static Optional<String> ownKey(String key) {
    String bare = key.replace("{", "").replace("}", "");
    return OWN_KEYS.contains(bare) || OWN_PREFIXES.stream().anyMatch(bare::startsWith)
        ? no(key + " is the feed's own; choose another name")
        : Optional.empty();
  }

  private static Optional<String> text(String value) {
    if (value.length() > MAX_VALUE || bytes(value) > MAX_VALUE) {
      return no("a value has at most " + MAX_VALUE + " bytes");
    }
    return StandardCharsets.UTF_8.newEncoder().canEncode(value)
        ? Optional.empty()
        : no("a value is text, this one has half a character");
  }

  private static Optional<String> fields(Map<String, String> fields) {
    if (fields.isEmpty() || fields.size() > MAX_FIELDS) {
      return no("a hash gets 1 to " + MAX_FIELDS + " fields at once, not " + fields.size());
    }
    long size = 0;
    for (Map.Entry<String, String> field : fields.entrySet()) {
      Optional<String> fault =
          name("the name of a field", field.getKey()).or(() -> text(field.getValue()));
      if (fault.isPresent()) {
        return fault;
      }
      size += field.getKey().length() + bytes(field.getValue());
    }
    return size <= MAX_VALUE
        ? Optional.empty()
        : no("the fields set at once have at most " + MAX_VALUE + " bytes");
  }

  private static Optional<String> keep(int keep) {
    return keep >= 1 && keep <= MAX_LIST
        ? Optional.empty()
        : no("a list keeps 1 to " + MAX_LIST + " values, not " + keep);
  }

  private static Optional<String> deadline(long untilMs) {
    return untilMs >= 0 && untilMs <= MAX_UNTIL_MS
        ? Optional.empty()
        : no("a deadline is Unix milliseconds before the year 10000, not " + untilMs);
  }

  private static int bytes(String value) {
    return value.getBytes(StandardCharsets.UTF_8).length;
  }

  private static Optional<String> no(String why) {
    return Optional.of(why);
  }
}
