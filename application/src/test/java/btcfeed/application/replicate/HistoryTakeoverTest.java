package btcfeed.application.replicate;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.application.ManualClock;
import btcfeed.application.ingest.Ingest;
import btcfeed.application.ingest.VenueStats;
import btcfeed.application.replicate.HistoryTakeover.Result;
import btcfeed.domain.journal.Batch;
import btcfeed.domain.journal.Entry;
import btcfeed.domain.journal.JournalEvent;
import btcfeed.domain.journal.JournalId;
import btcfeed.domain.journal.Lineage;
import btcfeed.domain.market.PriceTick;
import btcfeed.domain.market.Trade;
import btcfeed.domain.port.PricePort;
import btcfeed.domain.port.PricePort.PositionResult;
import btcfeed.domain.sequence.Continuity;
import btcfeed.domain.store.StorePosition;
import btcfeed.domain.store.WriterLease;
import btcfeed.testsupport.InMemoryJournal;
import btcfeed.testsupport.InMemoryStore;
import btcfeed.testsupport.StoreFixtures;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The entries that another leader wrote to a store which it lost")
class HistoryTakeoverTest {
  private static final WriterLease LOSER = new WriterLease(1, "loser", 1);
  private static final WriterLease WINNER = new WriterLease(2, "winner", 2);

  private final ManualClock clock = new ManualClock();
  private final InMemoryStore memory = new InMemoryStore();
  private final PricePort store = memory.open();
  private final Batch entries = StoreFixtures.ticks(1, 3);
  private InMemoryJournal journal = new InMemoryJournal();
  private Ingest ingest = ingest();
  private HistoryTakeover takeover = takeover();

  @BeforeEach
  void loserWrites() {
    claim(LOSER, Lineage.NONE.ledBy(1, "loser", JournalId.START));
    assertThat(store.apply(entries, JournalId.START)).isInstanceOf(PricePort.Outcome.Applied.class);
    claim(WINNER, position().lineage());
  }

  private void claim(WriterLease lease, Lineage lineage) {
    StorePosition at = position();
    assertThat(store.claim(lease, lineage, at.applied(), at))
        .isInstanceOf(PricePort.Outcome.Applied.class);
  }

  private StorePosition position() {
    return switch (store.position()) {
      case PositionResult.At(StorePosition at) -> at;
      case PositionResult.Failed(var failure) -> throw new AssertionError(failure.detail());
    };
  }

  private Ingest ingest() {
    Ingest next =
        new Ingest(
            journal, clock, _ -> {}, (_, _) -> {}, VenueStats::new, _ -> Continuity.SEQUENTIAL);
    next.follow();
    next.lead(JournalId.START);
    return next;
  }

  private HistoryTakeover takeover() {
    return new HistoryTakeover(store, journal, ingest, ingest, clock);
  }

  private Result cut() {
    return takeover.cut(position(), JournalId.START, WINNER);
  }

  private static List<Trade> trades(List<Entry> entries) {
    return entries.stream()
        .flatMap(
            entry ->
                entry.event() instanceof JournalEvent.Ticked(PriceTick tick)
                    ? Stream.of(tick.trade())
                    : Stream.empty())
        .toList();
  }

  private void appendAll() {
    while (ingest.step() == 0) {}
  }

  @Test
  @DisplayName("stay until the journal has their trades, and go then")
  void stayUntilWritten() {
    assertThat(cut()).isEqualTo(new Result.Writing());
    assertThat(cut()).as("nothing was appended").isEqualTo(new Result.Writing());
    assertThat(memory.ticks()).isEqualTo(entries.entries());

    appendAll();

    assertThat(cut()).isEqualTo(new Result.Removed());
    assertThat(memory.ticks()).isEmpty();
    assertThat(trades(journal.entries())).containsAll(trades(entries.entries()));
  }

  @Test
  @DisplayName("are taken over again after a crash before the journal had their trades")
  void crash() {
    assertThat(cut()).isEqualTo(new Result.Writing());

    journal = journal.reopened();
    ingest = ingest();
    takeover = takeover();

    assertThat(cut()).isEqualTo(new Result.Writing());
    appendAll();
    assertThat(cut()).isEqualTo(new Result.Removed());
    assertThat(trades(journal.entries())).containsAll(trades(entries.entries()));
  }

  @Test
  @DisplayName("are taken over again under another lease")
  void anotherLease() {
    assertThat(cut()).isEqualTo(new Result.Writing());
    takeover.forget();
    assertThat(ingest.queued()).isPositive();
    appendAll();
    assertThat(cut()).isEqualTo(new Result.Writing());
  }

  @Test
  @DisplayName("stay if the store cannot be read")
  void unread() {
    StorePosition at = position();
    memory.freeze();
    assertThat(takeover.cut(at, JournalId.START, WINNER)).isInstanceOf(Result.Failed.class);
    memory.heal();
    assertThat(memory.ticks()).isEqualTo(List.copyOf(entries.entries()));
  }
}
