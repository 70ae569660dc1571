package btcfeed.application.lead;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.application.ManualClock;
import btcfeed.application.ingest.Ingest;
import btcfeed.application.ingest.VenueStats;
import btcfeed.application.lead.Voters.Reached;
import btcfeed.application.replicate.Replica;
import btcfeed.domain.journal.Batch;
import btcfeed.domain.journal.JournalId;
import btcfeed.domain.journal.Lineage;
import btcfeed.domain.port.LeasePort;
import btcfeed.domain.port.PricePort;
import btcfeed.domain.port.PricePort.PositionResult;
import btcfeed.domain.sequence.Continuity;
import btcfeed.domain.store.InstanceReport;
import btcfeed.domain.store.StoreName;
import btcfeed.domain.store.WriterLease;
import btcfeed.testsupport.InMemoryJournal;
import btcfeed.testsupport.InMemoryStore;
import btcfeed.testsupport.StoreFixtures;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A new leader without a journal, after another program has deleted btc:ticks")
class HistoryCopyTest {
  private static final WriterLease LAST = new WriterLease(1, "last", 1);

  private final ManualClock clock = new ManualClock();
  private final Batch entries = StoreFixtures.ticks(1, 3);
  private final InMemoryStore primary = written();
  private final InMemoryStore failover = written();
  private final InMemoryJournal journal = new InMemoryJournal();
  private final Ingest ingest =
      new Ingest(journal, clock, _ -> {}, (_, _) -> {}, VenueStats::new, _ -> Continuity.OPAQUE);
  private final HistoryCopy history =
      new HistoryCopy(journal, ingest, _ -> {}, all -> all.forEach(Runnable::run));

  private InMemoryStore written() {
    InMemoryStore memory = new InMemoryStore();
    PricePort store = memory.open();
    if (!(store.position() instanceof PositionResult.At(var position))) {
      throw new AssertionError("it cannot be read");
    }
    Lineage lineage = Lineage.NONE.ledBy(1, "last", JournalId.START);
    assertThat(store.claim(LAST, lineage, JournalId.START, position))
        .isInstanceOf(PricePort.Outcome.Applied.class);
    assertThat(store.apply(entries, JournalId.START)).isInstanceOf(PricePort.Outcome.Applied.class);
    return memory;
  }

  @Test
  @DisplayName("copies the store that still has its ticks, whichever that is")
  void fromTheOther() {
    ingest.follow();
    primary.forgetTicks();

    assertThat(history.copy(List.of(reached(primary), reached(failover)), false)).isTrue();
    assertThat(journal.entries()).isEqualTo(entries.entries());
  }

  @Test
  @DisplayName("does not claim to have the deleted ticks, and begins a history that counts")
  void beginsAnew() {
    ingest.follow();
    primary.forgetTicks();

    assertThat(history.copy(List.of(reached(primary)), false)).isTrue();
    assertThat(journal.entries()).isEmpty();
    assertThat(journal.lineage()).isEqualTo(Lineage.NONE);

    journal.lineage(Lineage.NONE.ledBy(2, "next", JournalId.START));

    assertThat(history.isOutranked(reached(primary))).isFalse();
    assertThat(history.isOutranked(reached(failover))).isTrue();
  }

  @Test
  @DisplayName("waits for another leader to fill the stream again")
  void waitsForTheLeader() {
    ingest.follow();
    primary.forgetTicks();

    assertThat(history.copy(List.of(reached(primary)), true)).isFalse();
  }

  private Reached reached(InMemoryStore memory) {
    LeaseWatch watch =
        new LeaseWatch(
            "store",
            "next",
            memory.openLease(),
            Duration.ofSeconds(2),
            () ->
                new InstanceReport(
                    "next", InstanceReport.Role.FOLLOWER, false, "h", "1", Duration.ZERO),
            clock);
    Replica replica = new Replica(StoreName.PRIMARY, "in memory", memory.open());
    if (!(memory.openLease().observe(Optional.empty())
        instanceof LeasePort.Answer.Seen(var view))) {
      throw new AssertionError("it cannot be read");
    }
    return new Reached(new Voter(watch, Optional.of(replica)), view);
  }
}
