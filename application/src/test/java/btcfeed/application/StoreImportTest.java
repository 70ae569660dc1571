package btcfeed.application;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.application.replicate.Replica;
import btcfeed.application.replicate.StoreImport;
import btcfeed.domain.journal.Entry;
import btcfeed.domain.port.FeedLog.Happening;
import btcfeed.domain.store.StoreName;
import btcfeed.testsupport.InMemoryJournal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("After damage to the journal, a start")
class StoreImportTest {
  private final World world = World.start();
  private final List<Happening> log = new ArrayList<>();

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
    assertThat(stores.attempt()).as("the primary is away").isFalse();
    stores.finish();
    assertThat(damaged.entries()).isEqualTo(before);
    assertThat(log).containsExactly(new Happening.JournalRestored(2));
  }

  @Test
  @DisplayName("does not believe a store that another journal wrote")
  void foreign() {
    world.arriveEach(1, 40);
    Entry lost = world.primary.ticks().get(10);
    InMemoryJournal damaged = world.journal.reopenedDamaged(lost::equals);

    StoreImport stores = stores(damaged, "another-feed");
    assertThat(stores.attempt()).isFalse();
    stores.finish();

    assertThat(log).hasExactlyElementsOfTypes(Happening.JournalNotRestored.class);
    assertThat(damaged.entries()).doesNotContain(lost);
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

    assertThat(stores.attempt()).isFalse();
    stores.finish();

    assertThat(damaged.status().losses().unasked()).isTrue();
    assertThat(log).hasExactlyElementsOfTypes(Happening.JournalNotRestored.class);
    world.failover.heal();
    assertThat(stores.attempt()).isFalse();
    stores.finish();
    assertThat(damaged.entries()).contains(lost);
  }

  private StoreImport stores(InMemoryJournal journal, String instance) {
    return new StoreImport(
        journal,
        List.of(
            new Replica(StoreName.PRIMARY, "primary", world.primary.open()),
            new Replica(StoreName.FAILOVER, "failover", world.failover.open())),
        instance,
        log::add);
  }
}
