package btcfeed.testsupport;

import static btcfeed.testsupport.StoreFixtures.LEASE;
import static btcfeed.testsupport.StoreFixtures.applied;
import static btcfeed.testsupport.StoreFixtures.claim;
import static btcfeed.testsupport.StoreFixtures.id;
import static btcfeed.testsupport.StoreFixtures.tick;
import static btcfeed.testsupport.StoreFixtures.ticks;
import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.domain.journal.Batch;
import btcfeed.domain.journal.Entry;
import btcfeed.domain.journal.JournalEvent;
import btcfeed.domain.journal.JournalId;
import btcfeed.domain.journal.Mutation;
import btcfeed.domain.port.PricePort;
import btcfeed.domain.port.PricePort.Outcome;
import btcfeed.domain.port.ReadPort;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * The promises of every {@link PricePort} about mutations and reading: each mutation applies once
 * and in order, even if it is sent again. They run against the fake and against Redis.
 */
public abstract class MutationContract {
  private static final long NOW_MS = 1_789_295_134_000L;

  private PricePortContract.Subject store;
  private PricePort port;

  /** A new, empty store. */
  protected abstract PricePortContract.Subject subject();

  @BeforeEach
  final void open() {
    store = subject();
    store.time(NOW_MS);
    port = store.open();
    claim(port, LEASE, JournalId.START);
  }

  @AfterEach
  final void close() {
    port.close();
    store.close();
  }

  @Test
  @DisplayName("A string is set, overwritten and deleted")
  void strings() {
    assertThat(text("a")).isEmpty();
    applied(port, Batch.of(List.of(set(1, "a", "one"), tick(2), set(3, "b", ""))), JournalId.START);
    assertThat(text("a")).hasValue("one");
    assertThat(text("b")).hasValue("");
    assertThat(store.ticks()).containsExactly(id(2));

    apply(4, new Mutation.Set("a", "\u20bf \"\\\0\n\ud83d\ude80"));
    assertThat(text("a")).hasValue("\u20bf \"\\\0\n\ud83d\ude80");

    apply(5, new Mutation.Delete("a"), new Mutation.Delete("none"));
    assertThat(text("a")).isEmpty();
  }

  @Test
  @DisplayName("A string with a deadline exists before it, and never in a store that comes late")
  void deadlines() {
    apply(
        1,
        new Mutation.SetUntil("later", "v", NOW_MS + 60_000),
        new Mutation.Set("over", "old"),
        new Mutation.SetUntil("over", "new", NOW_MS));
    assertThat(text("later")).hasValue("v");
    assertThat(text("over")).isEmpty();

    store.empty();
    store.time(NOW_MS + 60_000);
    claim(port, LEASE, JournalId.START);
    apply(1, new Mutation.SetUntil("later", "v", NOW_MS + 60_000));
    assertThat(text("later")).isEmpty();
  }

  @Test
  @DisplayName("Only a higher version replaces a versioned value, exact to the last digit")
  void versions() {
    apply(
        1,
        new Mutation.SetIfNewer("v", "nine", 9),
        new Mutation.SetIfNewer("v", "ten", 10),
        new Mutation.SetIfNewer("v", "nine again", 9),
        new Mutation.SetIfNewer("v", "ten again", 10));
    assertThat(fields("v")).isEqualTo(Map.of("value", "ten", "version", "10"));

    long large = Long.MAX_VALUE - 1;
    apply(
        5,
        new Mutation.SetIfNewer("v", "large", large),
        new Mutation.SetIfNewer("v", "largest", large + 1));
    assertThat(fields("v")).containsEntry("value", "largest");
  }

  @Test
  @DisplayName("Fields of a hash are set, and the others stay")
  void hashes() {
    assertThat(fields("h")).isEmpty();
    apply(
        1,
        new Mutation.HashSet("h", Map.of("one", "1", "two", "2")),
        new Mutation.HashSet("h", Map.of("two", "\u00e9", "three", "")));
    assertThat(fields("h")).isEqualTo(Map.of("one", "1", "two", "\u00e9", "three", ""));
  }

  @Test
  @DisplayName("A list has its newest first, and never more than its limit")
  void lists() {
    assertThat(newest("l", 5)).isEmpty();
    apply(
        1,
        IntStream.rangeClosed(1, 7)
            .mapToObj(n -> new Mutation.ListPush("l", "v" + n, 3))
            .toArray(Mutation[]::new));
    assertThat(newest("l", 5)).containsExactly("v7", "v6", "v5");
    assertThat(newest("l", 2)).containsExactly("v7", "v6");
    assertThat(newest("l", 0)).isEmpty();
  }

  @Test
  @DisplayName("A message is published while it is news, and not by a store that comes late")
  void messages() {
    apply(
        1,
        new Mutation.Publish("c", "news", NOW_MS + 5_000),
        new Mutation.Publish("c", "old", NOW_MS));
    assertThat(store.published()).containsExactly("c news");
  }

  @Test
  @DisplayName("Each is applied once if a stream is lost and everything is sent again")
  void onceAfterARewind() {
    Batch batch = everyKind();
    applied(port, batch, JournalId.START);
    applied(port, mutations(20, new Mutation.Set("s", "newer")), batch.last());
    store.forgetTicks();

    claim(port, LEASE, JournalId.START);
    applied(port, batch, JournalId.START);
    assertThat(text("s")).hasValue("newer");
    applied(port, mutations(20, new Mutation.Set("s", "newer")), batch.last());

    assertAppliedOnce("newer");
    apply(21, new Mutation.ListPush("l", "next", 9));
    assertThat(newest("l", 9)).containsExactly("next", "two", "one");
  }

  @Test
  @DisplayName("Each is applied once if the writer's cursor is lost")
  void onceWithoutTheCursor() {
    Batch batch = everyKind();
    applied(port, batch, JournalId.START);
    store.forgetCursor();

    claim(port, LEASE, JournalId.START);
    applied(port, batch, JournalId.START);

    assertAppliedOnce("set");
  }

  @Test
  @DisplayName("Each is applied once if its answer was lost and the writer reads the position")
  void onceWhenInDoubt() {
    Batch batch = everyKind();
    applied(port, batch, JournalId.START);
    assertThat(port.apply(batch, JournalId.START)).isInstanceOf(Outcome.Diverged.class);
    assertAppliedOnce("set");
  }

  @Test
  @DisplayName("An emptied store gets them again, in order")
  void againWhenEmptied() {
    Batch batch = everyKind();
    applied(port, batch, JournalId.START);
    store.empty();
    assertThat(fields("h")).isEmpty();

    claim(port, LEASE, JournalId.START);
    applied(port, batch, JournalId.START);

    assertThat(text("s")).hasValue("set");
    assertThat(newest("l", 9)).containsExactly("two", "one");
    assertThat(fields("h")).isEqualTo(Map.of("f", "1"));
  }

  @Test
  @DisplayName("A key that another program removed comes back only with its next mutation")
  void removedKey() {
    Batch batch = everyKind();
    applied(port, batch, JournalId.START);
    store.remove("h");
    applied(port, mutations(20, new Mutation.HashSet("other", Map.of("f", "1"))), batch.last());
    assertThat(fields("h")).isEmpty();

    apply(21, new Mutation.HashSet("h", Map.of("g", "2")));
    assertThat(fields("h")).isEqualTo(Map.of("g", "2"));
  }

  @Test
  @DisplayName("None goes ahead of a backlog, and none is lost")
  void notAheadOfABacklog() {
    applied(port, ticks(1, 2), JournalId.START);
    Batch newest = Batch.of(List.of(push(5, "three"), tick(6)));
    assertThat(port.applyCritical(newest, id(2))).isEqualTo(new Outcome.Applied(id(2)));
    assertThat(newest("l", 9)).isEmpty();

    applied(port, Batch.of(List.of(push(3, "one"), push(4, "two"))), id(2));
    applied(port, newest, id(4));
    assertThat(newest("l", 9)).containsExactly("three", "two", "one");
  }

  @Test
  @DisplayName("A mutation of a key of another kind affects neither other mutations nor ticks")
  void otherKinds() {
    applied(
        port,
        Batch.of(
            List.of(
                set(1, "s", "text"),
                push(2, "s"),
                mutated(3, new Mutation.ListPush("s", "v", 3)),
                mutated(4, new Mutation.HashSet("s", Map.of("f", "1"))),
                mutated(5, new Mutation.SetIfNewer("s", "v", 1)),
                tick(6),
                set(7, "t", "text"))),
        JournalId.START);
    assertThat(text("s")).hasValue("text");
    assertThat(text("t")).hasValue("text");
    assertThat(store.ticks()).containsExactly(id(6));
    assertThat(port.reads().fields("s")).isInstanceOf(ReadPort.ReadResult.Failed.class);
    assertThat(port.reads().newest("s", 1)).isInstanceOf(ReadPort.ReadResult.Failed.class);
    assertThat(port.reads().text("l")).isInstanceOf(ReadPort.ReadResult.Failed.class);
  }

  @Test
  @DisplayName("Reading fails without an exception while the store is away, and then works again")
  void readsWhileAway() {
    apply(1, new Mutation.Set("s", "text"));
    assertThat(text("s")).hasValue("text");
    store.cut();
    assertThat(port.reads().text("s")).isInstanceOf(ReadPort.ReadResult.Failed.class);
    assertThat(port.reads().fields("s")).isInstanceOf(ReadPort.ReadResult.Failed.class);
    store.heal();
    assertThat(port.reads().text("s")).isInstanceOf(ReadPort.ReadResult.Found.class);
  }

  private static Batch everyKind() {
    return Batch.of(
        List.of(
            tick(1),
            set(2, "s", "set"),
            push(3, "one"),
            mutated(4, new Mutation.HashSet("h", Map.of("f", "1"))),
            mutated(5, new Mutation.Publish("c", "news", NOW_MS + 5_000)),
            tick(6),
            push(7, "two")));
  }

  private void assertAppliedOnce(String s) {
    assertThat(text("s")).hasValue(s);
    assertThat(newest("l", 9)).containsExactly("two", "one");
    assertThat(fields("h")).isEqualTo(Map.of("f", "1"));
    assertThat(store.published()).containsExactly("c news");
    assertThat(store.ticks()).containsExactly(id(1), id(6));
  }

  private Optional<String> text(String key) {
    return found(port.reads().text(key));
  }

  private Map<String, String> fields(String key) {
    return found(port.reads().fields(key));
  }

  private List<String> newest(String key, int count) {
    return found(port.reads().newest(key, count));
  }

  private static <T> T found(ReadPort.ReadResult<T> answer) {
    return switch (answer) {
      case ReadPort.ReadResult.Found<T>(T value) -> value;
      case ReadPort.ReadResult.Failed<T>(PricePort.Failure failure) ->
          throw new AssertionError(failure.detail());
    };
  }

  /** Applies mutations as the records from this number on, after the record before. */
  private void apply(int from, Mutation... mutations) {
    applied(port, mutations(from, mutations), from == 1 ? JournalId.START : id(from - 1));
  }

  private static Entry set(int number, String key, String value) {
    return mutated(number, new Mutation.Set(key, value));
  }

  private static Entry push(int number, String value) {
    return mutated(number, new Mutation.ListPush("l", value, 9));
  }

  private static Batch mutations(int from, Mutation... mutations) {
    List<Mutation> all = List.of(mutations);
    return Batch.of(
        IntStream.range(0, all.size()).mapToObj(i -> mutated(from + i, all.get(i))).toList());
  }

  /** A mutation as the {@code number}th record. */
  private static Entry mutated(int number, Mutation mutation) {
    return new Entry(id(number), new JournalEvent.Mutated(mutation));
  }
}
