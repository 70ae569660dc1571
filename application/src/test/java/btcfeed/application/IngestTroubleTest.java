package btcfeed.application;

import static btcfeed.application.World.ids;
import static btcfeed.application.World.upTo;
import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.application.ingest.Ingest;
import btcfeed.application.ingest.VenueStats;
import btcfeed.domain.journal.Entry;
import btcfeed.domain.journal.JournalEvent;
import btcfeed.domain.journal.JournalId;
import btcfeed.domain.market.Origin;
import btcfeed.domain.market.Trade;
import btcfeed.domain.port.FeedLog.FeedEvent;
import btcfeed.domain.sequence.Continuity;
import btcfeed.domain.sequence.Gap;
import btcfeed.testsupport.InMemoryJournal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The ingest, whatever is handed to it")
class IngestTroubleTest {
  private final ManualClock clock = new ManualClock();
  private final InMemoryJournal journal = new InMemoryJournal(1_000_000, Long.MAX_VALUE);
  private final List<String> bugs = new ArrayList<>();
  private final VenueStats stats = new VenueStats(World.MARKET.venue());
  private boolean logFails;
  private boolean measureFails;
  private final Ingest ingest =
      new Ingest(
          journal,
          clock,
          event -> {
            if (event instanceof FeedEvent.Bug bug) {
              bugs.add(bug.what());
            } else if (logFails) {
              throw new AssertionError("the log fails");
            }
          },
          (_, _) -> {
            if (measureFails) {
              throw new IllegalStateException("the measure fails");
            }
          },
          _ -> stats,
          _ -> Continuity.SEQUENTIAL);

  @BeforeEach
  void leads() {
    ingest.lead(JournalId.START);
  }

  @Test
  @DisplayName("journals a page of 120,000 trades, which are more than one append may have")
  void anArrivalLargerThanAnAppend() {
    accept(Origin.LIVE, 1, 60_000);
    accept(Origin.LIVE, 60_001, 120_000);
    accept(Origin.LIVE, 120_001, 120_001);
    long most = 0;
    while (!ingest.idle() || ingest.queued() > 0) {
      long before = journal.status().records();
      long _ = ingest.step();
      most = Math.max(most, journal.status().records() - before);
    }

    assertThat(ids(journal.entries())).isEqualTo(upTo(120_001));
    assertThat(bugs).isEmpty();
    assertThat(most).isLessThan(10_000);
  }

  @Test
  @DisplayName(
      "gives up a record that cannot be written, reports it, and continues with the others")
  void aRecordThatCannotBeWritten() {
    journal.poison(entry -> ids(List.of(entry)).contains(7L));
    accept(Origin.LIVE, 1, 10);
    long _ = ingest.step();
    accept(Origin.LIVE, 11, 20);
    long _ = ingest.step();

    assertThat(ids(journal.entries()))
        .isEqualTo(LongStream.rangeClosed(1, 20).filter(id -> id != 7).boxed().toList());
    assertThat(bugs).hasSize(2).last().asString().contains("gave up");
  }

  @Test
  @DisplayName("loses nothing and repeats nothing when its listeners fail")
  void listenersThatFail() {
    List<Gap> heard = new ArrayList<>();
    ingest.onGapChange(
        (_, gap) -> {
          heard.add(gap);
          throw new IllegalStateException("the watch fails");
        });
    logFails = true;
    measureFails = true;
    accept(Origin.LIVE, 1, 1);
    accept(Origin.LIVE, 4, 4);
    accept(Origin.LIVE, 7, 7);
    stepAsItsThreadDoes();
    measureFails = false;
    accept(Origin.BACKFILL, 2, 6);
    stepAsItsThreadDoes();

    assertThat(ids(journal.entries())).containsExactly(1L, 4L, 7L, 2L, 3L, 5L, 6L);
    assertThat(gaps()).isEqualTo(4);
    assertThat(heard).hasSize(4);
    assertThat(bugs).isNotEmpty();
  }

  private void stepAsItsThreadDoes() {
    for (int i = 0; i < 5; i++) {
      try {
        long _ = ingest.step();
      } catch (IllegalStateException bug) {
        bugs.add(bug.getMessage());
      }
    }
  }

  private long gaps() {
    return journal.entries().stream()
        .map(Entry::event)
        .filter(JournalEvent.GapChanged.class::isInstance)
        .count();
  }

  private void accept(Origin origin, long from, long to) {
    List<Trade> trades =
        LongStream.rangeClosed(from, to).mapToObj(id -> World.trade(id, clock.wallUs())).toList();
    ingest.accept(trades, origin, clock.wallUs(), clock.nanos());
  }
}
