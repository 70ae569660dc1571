package btcfeed.domain.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("What a mutation may ask for")
class MutationRulesTest {
  private static final String LONGEST_KEY = "k".repeat(MutationRules.MAX_KEY);
  private static final String LARGEST = "v".repeat(MutationRules.MAX_VALUE);

  @ParameterizedTest(name = "{0}")
  @DisplayName("not the feed's own keys and channels, in braces or not")
  @ValueSource(
      strings = {
        "btc:ticks",
        "btc:gaps",
        "btc:feed",
        "btc:mutated",
        "btc:instances",
        "btc:latest:binance:BTC-USDT",
        "last_btc_price",
        "last_btc_update_time",
        "btc_movement_history",
        "current_exchange",
        "btc_price",
        "{btc}:ticks",
        "{btc:latest}:binance:BTC-USDT"
      })
  void ourKeys(String key) {
    assertThat(MutationRules.fault(new Mutation.Set(key, "1")))
        .hasValue(key + " is the feed's own; choose another name");
    assertThat(MutationRules.fault(new Mutation.Publish(key, "1", 1))).isPresent();
  }

  @ParameterizedTest(name = "{0}")
  @DisplayName("beside them anything, their neighbours included")
  @ValueSource(strings = {"btc:day:binance:BTC-USDT", "btc:ticks:counted", "team:x", "{team}:x"})
  void otherKeys(String key) {
    assertThat(MutationRules.fault(new Mutation.Delete(key))).isEmpty();
  }

  static List<Mutation> tooMuch() {
    return List.of(
        new Mutation.Set("", "v"),
        new Mutation.Set(LONGEST_KEY + "k", "v"),
        new Mutation.Set("a key", "v"),
        new Mutation.Set("k\u00e9y", "v"),
        new Mutation.Set("key", LARGEST + "v"),
        new Mutation.Set("key", "\u00e9".repeat(MutationRules.MAX_VALUE / 2 + 1)),
        new Mutation.Set("key", "\ud83d"),
        new Mutation.SetUntil("key", "v", -1),
        new Mutation.SetUntil("key", "v", MutationRules.MAX_UNTIL_MS + 1),
        new Mutation.SetIfNewer("key", "v", -1),
        new Mutation.HashSet("key", Map.of()),
        new Mutation.HashSet("key", Map.of("", "v")),
        new Mutation.HashSet("key", Map.of("a field", "v")),
        new Mutation.HashSet("key", Map.of("field", LARGEST)),
        new Mutation.HashSet("key", fields(MutationRules.MAX_FIELDS + 1, "v")),
        new Mutation.ListPush("key", "v", 0),
        new Mutation.ListPush("key", "v", MutationRules.MAX_LIST + 1),
        new Mutation.Publish("channel", LARGEST + "v", 1),
        new Mutation.Publish("channel", "v", -1));
  }

  @ParameterizedTest(name = "{index}")
  @DisplayName("nothing beyond a limit, and the answer names the limit")
  @MethodSource("tooMuch")
  void limits(Mutation mutation) {
    assertThat(MutationRules.fault(mutation)).get().asString().isNotBlank();
  }

  @Test
  @DisplayName("everything up to the limits, which a record has room for")
  void fits() {
    JournalId longest = new JournalId(Long.MAX_VALUE, Long.MAX_VALUE);
    int room = MutationRules.MAX_VALUE - LONGEST_KEY.length();
    for (Mutation mutation :
        List.of(
            new Mutation.Set(LONGEST_KEY, LARGEST),
            new Mutation.SetUntil(LONGEST_KEY, LARGEST, MutationRules.MAX_UNTIL_MS),
            new Mutation.SetIfNewer(LONGEST_KEY, LARGEST, Long.MAX_VALUE),
            new Mutation.HashSet(LONGEST_KEY, Map.of(LONGEST_KEY, "v".repeat(room))),
            new Mutation.HashSet(LONGEST_KEY, fields(MutationRules.MAX_FIELDS, "v".repeat(40))),
            new Mutation.ListPush(LONGEST_KEY, LARGEST, MutationRules.MAX_LIST),
            new Mutation.Publish(LONGEST_KEY, LARGEST, MutationRules.MAX_UNTIL_MS))) {
      assertThat(MutationRules.fault(mutation)).isEmpty();
      Entry entry = new Entry(longest, new JournalEvent.Mutated(mutation));
      assertThat(Batch.of(List.of(entry)).entries()).containsExactly(entry);
    }
  }

  @Property
  @Label("What may be asked for comes back from its record as it was")
  void roundTrip(@ForAll("mutations") Mutation mutation) {
    assertThat(MutationRules.fault(mutation)).isEmpty();
    MutationFormat format = MutationFormat.of(mutation);
    assertThat(format.mutation(mutation.key())).isEqualTo(mutation);
  }

  @Provide
  Arbitrary<Mutation> mutations() {
    return AnyEntry.mutation();
  }

  private static Map<String, String> fields(int count, String value) {
    return IntStream.range(0, count)
        .boxed()
        .collect(Collectors.toMap(number -> "f" + number, _ -> value));
  }
}
