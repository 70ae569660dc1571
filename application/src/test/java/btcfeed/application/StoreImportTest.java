package btcfeed.application;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.application.ingest.JournalHead;
import btcfeed.application.ingest.NewestTick;
import btcfeed.application.replicate.Replica;
import btcfeed.application.replicate.StoreImport;
import btcfeed.domain.journal.Entry;
import btcfeed.domain.journal.JournalId;
import btcfeed.domain.journal.Lineage;
import btcfeed.domain.port.FeedLog.FeedEvent;
import btcfeed.domain.store.StoreName;
import btcfeed.testsupport.InMemoryJournal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Of what the journal lacks, a start")
class StoreImportTest {
  private final World world = World.start();
  private final List<FeedEvent> log = new ArrayList<>();
  private JournalId floor = JournalId.START;
  private final JournalHead head =
      new JournalHead() {
        @Override
        public Optional<NewestTick> newest() {
          return Optional.empty();
        }

        @Override
        public void continueAfter(JournalId id) {
          floor = id;
        }

        @Override
        public long mark() {
          return 0;
        }

        @Override
        public boolean hasWritten(long mark) {
          return true;
        }
      };

  @Test
  @DisplayName("reads back from the stores what was lost, in the middle and at the end")
  void readsBack() {
    world.arriveEach(1, 40);
    List<Entry> before = world.journal.entries();
    Set<Entry> lost = Set.of(world.primary.ticks().get(10), world.primary.ticks().get(39));
    InMemoryJournal damaged = world.journal.reopenedDamaged(lost::contains);
    world.primary.cut();

    StoreImport stores = stores(damaged, "this-feed");

    assertThat(stores.isNeeded()).isTrue();
    assertThat(attempt(stores)).as("the primary is away").isFalse();
    stores.finish();
    assertThat(damaged.entries()).isEqualTo(before);
    assertThat(log).containsExactly(new FeedEvent.JournalRestored(2));
  }

  @Test
  @DisplayName("does not believe a store with another history")
  void anotherHistory() {
    world.arriveEach(1, 40);
    Entry lost = world.primary.ticks().get(10);
    InMemoryJournal damaged = world.journal.reopenedDamaged(lost::equals);
    damaged.lineage(Lineage.NONE.ledBy(7, "this-feed", JournalId.START));

    StoreImport stores = stores(damaged, "this-feed");
    assertThat(attempt(stores)).as("there is nothing more to ask").isTrue();
    stores.finish();

    assertThat(log).hasExactlyElementsOfTypes(FeedEvent.JournalNotRestored.class);
    assertThat(damaged.entries()).doesNotContain(lost);
  }

  @Test
  @DisplayName("believes what another instance wrote, as far as both histories are one")
  void anotherWriter() {
    world.arriveEach(1, 40);
    List<Entry> ticks = world.primary.ticks();
    Set<Entry> lost = Set.of(ticks.get(10), ticks.get(30), ticks.get(39));
    InMemoryJournal damaged = world.journal.reopenedDamaged(lost::contains);
    // Another instance has led since the record before the 30th.
    damaged.lineage(damaged.lineage().ledBy(7, "another", ticks.get(29).id()));

    StoreImport stores = stores(damaged, "a-follower");
    assertThat(attempt(stores)).isTrue();
    stores.finish();

    assertThat(damaged.entries()).contains(ticks.get(10));
    assertThat(damaged.entries()).as("of the other term").doesNotContain(ticks.get(30));
    assertThat(damaged.entries()).as("copied later").doesNotContain(ticks.get(39));
    assertThat(damaged.lostRanges()).isEmpty();
  }

  @Test
  @DisplayName("asks again while no store answers, and reports it when it gives up")
  void noStore() {
    world.arriveEach(1, 40);
    Entry lost = world.primary.ticks().get(10);
    InMemoryJournal damaged = world.journal.reopenedDamaged(lost::equals);
    world.primary.cut();
    world.failover.freeze();
    StoreImport stores = stores(damaged, "this-feed");

    assertThat(attempt(stores)).isFalse();
    stores.finish();

    assertThat(damaged.status().losses().unasked()).isTrue();
    assertThat(log).hasExactlyElementsOfTypes(FeedEvent.JournalNotRestored.class);
    world.failover.heal();
    assertThat(attempt(stores)).isFalse();
    stores.finish();
    assertThat(damaged.entries()).contains(lost);
  }

  @Test
  @DisplayName("restores what is missing behind its newest record")
  void goneEnd() {
    world.arriveEach(1, 40);
    List<Entry> before = world.journal.entries();

    for (int gone : new int[] {1, 15, before.size()}) {
      InMemoryJournal cut = world.journal.reopenedWithout(gone);
      StoreImport stores = stores(cut, "this-feed");
      assertThat(attempt(stores)).isTrue();
      stores.finish();

      assertThat(World.ids(cut.entries())).isEqualTo(World.upTo(40));
      assertThat(before).containsAll(cut.entries());
    }
    assertThat(log).hasOnlyElementsOfType(FeedEvent.JournalRestored.class).isNotEmpty();
  }

  @Test
  @DisplayName("accepts no trade a second time, although each store has another part of it")
  void nothingTwice() {
    world.arriveEach(1, 20);
    world.failover.freeze();
    world.arriveEach(21, 40);
    InMemoryJournal cut = world.journal.reopenedWithout(30);
    world.failover.heal();
    StoreImport stores = stores(cut, "this-feed");
    assertThat(attempt(stores)).isTrue();
    stores.finish();

    World next = world.restartedOn(cut);
    next.arriveEach(1, 50);
    next.advance(Duration.ofMinutes(1));

    assertThat(World.ids(next.primary)).isEqualTo(World.upTo(50));
    assertThat(next.failover.ticks()).isEqualTo(next.primary.ticks());
    assertThat(next.happened(FeedEvent.StoreStopped.class)).isEmpty();
  }

  @Test
  @DisplayName("reports nothing and waits for no store if nothing is known to be missing")
  void nothingMissing() {
    world.arriveEach(1, 40);
    InMemoryJournal whole = world.journal.reopened();
    List<Entry> before = whole.entries();
    world.failover.freeze();
    StoreImport stores = stores(whole, "this-feed");

    assertThat(attempt(stores)).isFalse();
    assertThat(stores.isNeeded()).isFalse();
    stores.finish();

    assertThat(log).isEmpty();
    assertThat(whole.entries()).isEqualTo(before);
  }

  @Test
  @DisplayName("detects missing records from a store's position, and asks for them again")
  void asksAgain() {
    world.arriveEach(1, 40);
    InMemoryJournal cut = world.journal.reopenedWithout(15);
    StoreImport stores = stores(cut, "this-feed");

    assertThat(stores.attempt(() -> false)).as("there is no time to read").isFalse();
    assertThat(stores.isNeeded()).isTrue();
    assertThat(attempt(stores)).isTrue();
    stores.finish();

    assertThat(World.ids(cut.entries())).isEqualTo(World.upTo(40));
  }

  @Test
  @DisplayName("gives no id that a store has passed, although the clock went back")
  void idsGoOn() {
    world.arriveEach(1, 40);
    JournalId reached = world.journal.status().newest();
    InMemoryJournal cut = world.journal.reopenedWithout(15);
    world.primary.cut();
    StoreImport stores = stores(cut, "this-feed");

    assertThat(attempt(stores)).isFalse();
    stores.finish();

    assertThat(floor).isEqualTo(reached);
  }

  private static boolean attempt(StoreImport stores) {
    return stores.attempt(() -> true);
  }

  private StoreImport stores(InMemoryJournal journal, String instance) {
    return new StoreImport(
        journal,
        head,
        List.of(
            new Replica(StoreName.PRIMARY, "primary", world.primary.open()),
            new Replica(StoreName.FAILOVER, "failover", world.failover.open())),
        instance,
        log::add,
        questions -> questions.forEach(Runnable::run));
  }
}
