package btcfeed.application;

import static btcfeed.application.World.ids;
import static btcfeed.application.World.upTo;
import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.application.replicate.FailoverReads;
import btcfeed.application.replicate.Replica;
import btcfeed.domain.journal.JournalEvent;
import btcfeed.domain.journal.Mutation;
import btcfeed.domain.port.MutateStores.SubmitResult;
import btcfeed.domain.port.ReadPort;
import btcfeed.domain.port.ReadStores;
import btcfeed.domain.store.StoreName;
import btcfeed.testsupport.InMemoryStore;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A submitted change")
class MutationTest {
  private static final Duration A_MINUTE = Duration.ofMinutes(1);
  private final World world = World.start();

  @Test
  @DisplayName("stands in the journal when it is accepted, and comes to both stores")
  void accepted() {
    world.arrive(1);
    SubmitResult answer = world.submit(new Mutation.Set("team:key", "one"));
    world.arrive(2);

    assertThat(world.journal.entries())
        .filteredOn(entry -> entry.event() instanceof JournalEvent.Mutated)
        .singleElement()
        .satisfies(entry -> assertThat(answer).isEqualTo(new SubmitResult.Accepted(entry.id())));
    for (InMemoryStore store : List.of(world.primary, world.failover)) {
      assertThat(text(store, "team:key")).hasValue("one");
      assertThat(ids(store)).isEqualTo(upTo(2));
    }
  }

  @Test
  @DisplayName("is refused before the journal if it is not allowed")
  void refused() {
    assertThat(world.submit(new Mutation.Set("btc:ticks", "")))
        .isEqualTo(new SubmitResult.Refused("btc:ticks is the feed's own; choose another name"));
    assertThat(world.journal.entries()).isEmpty();
  }

  @Test
  @DisplayName("comes to a store that was away, or emptied, as often and in the order it was asked")
  void failover() {
    world.arrive(1);
    world.submit(new Mutation.ListPush("l", "one", 9));
    world.primary.cut();
    world.submit(new Mutation.ListPush("l", "two", 9));
    world.failover.loseAnswers(1);
    world.submit(new Mutation.ListPush("l", "three", 9));
    world.advance(A_MINUTE);
    assertThat(newest(world.failover, "l")).containsExactly("three", "two", "one");

    world.primary.heal();
    world.advance(A_MINUTE);
    assertThat(newest(world.primary, "l")).containsExactly("three", "two", "one");
    assertThat(newest(world.failover, "l")).containsExactly("three", "two", "one");

    world.failover.empty();
    world.primary.forgetTicks();
    world.primary.forgetCursor();
    world.advance(A_MINUTE);
    assertThat(newest(world.primary, "l")).containsExactly("three", "two", "one");
    assertThat(newest(world.failover, "l")).containsExactly("three", "two", "one");
  }

  @Test
  @DisplayName("survives kill -9 once it was accepted, and is not applied again")
  void killed() {
    world.primary.cut();
    world.submit(new Mutation.ListPush("l", "one", 9));
    World next = world.killedAndRestarted();
    next.primary.heal();
    next.advance(A_MINUTE);
    next.submit(new Mutation.ListPush("l", "two", 9));

    assertThat(newest(next.primary, "l")).containsExactly("two", "one");
    assertThat(newest(next.failover, "l")).containsExactly("two", "one");
  }

  @Test
  @DisplayName("is answered while the disk is full: held if it was taken, else refused for good")
  void diskFull() {
    world.arrive(1);
    world.journal.fillDisk();
    SubmitResult taken = world.submit(new Mutation.ListPush("l", "one", 9));
    SubmitResult late = world.submit(new Mutation.ListPush("l", "never", 9));

    assertThat(taken).isInstanceOf(SubmitResult.Held.class);
    assertThat(late).isInstanceOf(SubmitResult.Refused.class);
    world.journal.healAppends();
    world.advance(A_MINUTE);
    assertThat(newest(world.primary, "l")).containsExactly("one");
  }

  @Test
  @DisplayName("is refused at once when too many wait already")
  void full() {
    world.journal.fillDisk();
    world.arrive(1);
    for (int n = 1; n <= 256; n++) {
      assertThat(world.ingest.offer(new Mutation.Set("k" + n, "v"))).isTrue();
    }

    assertThat(world.submit(new Mutation.Set("k257", "v")))
        .isEqualTo(new SubmitResult.Refused("the queue is full: 256 mutations wait"));
    world.journal.healAppends();
    world.advance(A_MINUTE);
    assertThat(text(world.primary, "k256")).hasValue("v");
    assertThat(text(world.primary, "k257")).isEmpty();
  }

  @Test
  @DisplayName("is read from the active store, and from the other where that does not answer")
  void reads() {
    world.arrive(1);
    world.submit(new Mutation.Set("key", "one"));
    ReadStores reads =
        new FailoverReads(
            List.of(
                new Replica(StoreName.PRIMARY, "p", world.primary.open()),
                new Replica(StoreName.FAILOVER, "f", world.failover.open())),
            () -> StoreName.PRIMARY);

    assertThat(reads.text("key"))
        .isEqualTo(new ReadStores.LookupResult.Found<>(StoreName.PRIMARY, Optional.of("one")));
    world.primary.freeze();
    assertThat(reads.text("key"))
        .isEqualTo(new ReadStores.LookupResult.Found<>(StoreName.FAILOVER, Optional.of("one")));
    world.failover.cut();
    assertThat(reads.fields("key"))
        .isEqualTo(new ReadStores.LookupResult.Unavailable<>("frozen; cut"));
    assertThat(reads.newest("key", 1)).isInstanceOf(ReadStores.LookupResult.Unavailable.class);
  }

  private static Optional<String> text(InMemoryStore store, String key) {
    return store.open().reads().text(key)
            instanceof ReadPort.ReadResult.Found<Optional<String>>(var it)
        ? it
        : Optional.empty();
  }

  private static List<String> newest(InMemoryStore store, String key) {
    return store.open().reads().newest(key, 9)
            instanceof ReadPort.ReadResult.Found<List<String>>(var it)
        ? it
        : List.of();
  }
}
