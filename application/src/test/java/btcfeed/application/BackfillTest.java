package btcfeed.application;

import static btcfeed.application.World.ids;
import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.application.repair.Backfill;
import btcfeed.domain.health.BackfillReport;
import btcfeed.domain.journal.JournalEvent;
import btcfeed.domain.market.Origin;
import btcfeed.domain.market.PriceTick;
import btcfeed.domain.market.TradeId;
import btcfeed.domain.port.FeedLog.FeedEvent;
import btcfeed.domain.port.HistoryPort.Answer;
import btcfeed.domain.port.HistoryPort.RejectedRow;
import btcfeed.domain.sequence.Continuity;
import btcfeed.domain.sequence.CoverageLoss;
import btcfeed.domain.sequence.Gap;
import btcfeed.testsupport.InMemoryJournal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The back-fill")
class BackfillTest {
  private final World world = World.start();

  @Test
  @DisplayName("fetches what is missing, page by page, and marks it as fetched afterwards")
  void fills() {
    past(2, 9);
    world.arrive(1, 10);
    settle();

    assertThat(ids(world.primary)).containsExactly(1L, 10L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L);
    assertThat(origins()).containsExactly(Origin.LIVE, Origin.BACKFILL);
    assertThat(states()).containsExactly(Gap.State.OPEN, Gap.State.CLOSED);
    assertThat(world.history.asked).hasSize(3);
  }

  @Test
  @DisplayName("asks for nothing that another line brings in time")
  void leavesItToTheLines() {
    world.arrive(1, 3);
    world.arrive(2);
    settle();

    assertThat(world.history.asked).isEmpty();
    assertThat(states()).containsExactly(Gap.State.OPEN, Gap.State.CLOSED);
  }

  @Test
  @DisplayName("accepts nothing but what was missing, whatever the venue answers")
  void onlyWhatWasMissing() {
    past(1, 99);
    world.history.say(
        new Answer.Page(List.copyOf(world.history.past), List.of(), Optional.empty()));
    world.arrive(10, 12);
    settle();

    assertThat(ids(world.primary)).containsExactly(10L, 12L, 11L);
  }

  @Test
  @DisplayName("waits as long as the venue asks for, and then asks again")
  void obeysTheVenue() {
    past(2, 3);
    world.history.busy(Duration.ofSeconds(90));
    world.arrive(1, 4);
    world.advance(Duration.ofSeconds(80));
    assertThat(world.history.asked).hasSize(1);
    assertThat(world.happened(FeedEvent.HistoryRefused.class)).hasSize(1);

    world.advance(Duration.ofSeconds(20));

    assertThat(states()).containsExactly(Gap.State.OPEN, Gap.State.CLOSED);
  }

  @Test
  @DisplayName("asks again when the venue's history is late")
  void aLateHistory() {
    world.arrive(1, 4);
    settle();
    past(2, 3);
    world.advance(Duration.ofSeconds(5));

    assertThat(states()).containsExactly(Gap.State.OPEN, Gap.State.CLOSED);
  }

  @Test
  @DisplayName("gives up what the venue never returns, publishes how much arrived, and continues")
  void givesUp() {
    past(2, 2);
    world.arrive(1, 4);
    world.advance(Duration.ofMinutes(5));

    assertThat(states()).containsExactly(Gap.State.OPEN, Gap.State.UNREPAIRABLE);
    assertThat(gaps().getLast().trades()).isEqualTo(1);
    assertThat(world.history.asked).hasSize(Backfill.FRUITLESS);
    assertThat(world.happened(FeedEvent.SearchFailed.class)).hasSize(1);
    world.arrive(5);
    assertThat(ids(world.primary)).containsExactly(1L, 4L, 2L, 5L);
  }

  @Test
  @DisplayName("gives up at once what the venue does not have")
  void never() {
    world.history.say(new Answer.Never("keeps 60 trades"));
    world.arrive(1, 4);
    settle();

    assertThat(states()).containsExactly(Gap.State.OPEN, Gap.State.UNREPAIRABLE);
  }

  @Test
  @DisplayName("gives up a venue that answers nothing for hours")
  void anUnreachableHistory() {
    for (int i = 0; i < 100; i++) {
      world.history.busy(Duration.ofMinutes(5));
    }
    world.arrive(1, 4);
    world.advance(Backfill.GIVE_UP.plusMinutes(10));

    assertThat(states()).containsExactly(Gap.State.OPEN, Gap.State.UNREPAIRABLE);
  }

  @Test
  @DisplayName("fetches what was traded while the service was away")
  void acrossARestart() {
    world.arriveEach(1, 3);
    World restarted = world.killedAndRestarted();
    restarted.history.past.addAll(LongStream.rangeClosed(4, 6).mapToObj(restarted::trade).toList());

    restarted.arrive(7);
    restarted.advance(Duration.ofSeconds(1));

    assertThat(ids(restarted.primary)).containsExactly(1L, 2L, 3L, 7L, 4L, 5L, 6L);
  }

  @Test
  @DisplayName("makes no price fresh: what it brings was traded before")
  void tellsNoPriceOfNow() {
    past(2, 3);
    world.history.busy(Duration.ofMinutes(1));
    world.arrive(1, 4);
    world.advance(Duration.ofMinutes(2));

    assertThat(states()).containsExactly(Gap.State.OPEN, Gap.State.CLOSED);
    assertThat(world.snapshot().facts().priceAge())
        .hasValueSatisfying(age -> assertThat(age).isGreaterThanOrEqualTo(Duration.ofMinutes(2)));
  }

  @Test
  @DisplayName("seeks on after a restart what was still missing before")
  void stillMissing() {
    world.history.busy(Duration.ofMinutes(5));
    world.arrive(1, 4);
    settle();
    World restarted = world.killedAndRestarted();
    restarted.history.past.addAll(LongStream.rangeClosed(2, 3).mapToObj(restarted::trade).toList());

    restarted.advance(Duration.ofSeconds(1));

    assertThat(ids(restarted.primary)).containsExactly(1L, 4L, 2L, 3L);
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 20})
  @DisplayName("keeps up with holes that come faster than the venue answers, and gives none up")
  void holesFasterThanAnswers(int perSecond) {
    world.history.page = 1000;
    world.history.spacing = Duration.ofMillis(1200);
    world.history.givesLater = true;
    long last = 1000 + 62L * perSecond;
    for (long id = 1000; id <= last; id++) {
      world.history.past.add(world.trade(id));
      if (id % 6 != 1) {
        world.arrive(id);
      }
      world.advance(Duration.ofMillis(1000 / perSecond - 1));
    }
    world.advance(Duration.ofSeconds(5));

    assertThat(ids(world.primary)).hasSize((int) (last - 999));
    assertThat(states()).doesNotContain(Gap.State.UNREPAIRABLE);
    assertThat(world.history.asked).hasSizeLessThan(60);
  }

  @Test
  @DisplayName("gives up no gap that the venue was never asked for, however many there are")
  void neverAsked() {
    world.history.page = 1000;
    world.history.busy(Duration.ofMinutes(5));
    for (long id = 2; id <= 4000; id += 2) {
      world.arrive(id);
    }
    past(2, 4000);
    world.advance(Duration.ofMinutes(6));

    assertThat(states()).doesNotContain(Gap.State.UNREPAIRABLE);
    assertThat(ids(world.primary)).hasSize(3999);
  }

  @Test
  @DisplayName("ends a gap whose only row is not a trade, and reports it once")
  void noTrade() {
    world.history.rejected.add(
        new RejectedRow(Optional.of(TradeId.of(2)), "quantity is not positive"));
    world.arrive(1, 3);
    world.advance(Duration.ofMinutes(5));

    assertThat(states()).containsExactly(Gap.State.OPEN, Gap.State.UNREPAIRABLE);
    assertThat(world.history.asked).hasSize(1);
    assertThat(world.happened(FeedEvent.SearchFailed.class))
        .singleElement()
        .satisfies(vain -> assertThat(vain.why()).contains("quantity is not positive"));
  }

  @Test
  @DisplayName("uses the other rows of a page of which one is no trade, and seeks that one no more")
  void oneOddRow() {
    past(2, 2);
    world.history.rejected.add(new RejectedRow(Optional.of(TradeId.of(3)), "bad number"));
    world.arrive(1, 5);
    settle();
    assertThat(states()).containsExactly(Gap.State.OPEN, Gap.State.UNREPAIRABLE);
    assertThat(gaps().getLast().ids()).contains(new Gap.Ids(3, 3));
    past(4, 4);
    world.advance(Duration.ofMinutes(1));

    assertThat(states()).containsExactly(Gap.State.OPEN, Gap.State.UNREPAIRABLE, Gap.State.CLOSED);
    assertThat(gaps().getLast().ids()).contains(new Gap.Ids(2, 4));
    assertThat(gaps().getLast().trades()).isEqualTo(2);
  }

  @Test
  @DisplayName("reports what it seeks, since when, and what its questions came to")
  void reports() {
    world.history.busy(Duration.ofMinutes(1));
    world.arrive(1, 4);
    world.advance(Duration.ofSeconds(30));

    BackfillReport report = world.backfill();
    assertThat(report.openGaps()).isEqualTo(1);
    assertThat(report.requests()).isEqualTo(1);
    assertThat(report.refusals()).isEqualTo(1);
    assertThat(report.oldestAge())
        .hasValueSatisfying(age -> assertThat(age).isGreaterThan(Duration.ofSeconds(29)));
    past(2, 3);
    world.advance(Duration.ofMinutes(1));
    assertThat(world.backfill().openGaps()).isZero();
    assertThat(world.backfill().oldestAge()).isEmpty();
  }

  @Nested
  @DisplayName("where ids only name")
  class Naming {
    private final World world = World.start(new InMemoryJournal(), Continuity.OPAQUE);

    @Test
    @DisplayName("fetches the time without a connection, and closes it after one complete answer")
    void fillsTheSilence() {
      world.arrive(100);
      world.ingest.coverageLost(new CoverageLoss.Disconnected(World.MARKET.venue()));
      world.advance(Duration.ofSeconds(1));
      List.of(107L, 120L, 121L, 135L, 140L)
          .forEach(
              id -> {
                world.history.past.add(world.trade(id));
                world.advance(Duration.ofMillis(10));
              });
      world.arrive(150);
      world.advance(Duration.ofSeconds(5));

      assertThat(ids(world.primary)).containsExactly(100L, 150L, 107L, 120L, 121L, 135L, 140L);
      assertThat(gaps(world))
          .extracting(Gap::state)
          .containsExactly(Gap.State.OPEN, Gap.State.CLOSED);
      assertThat(gaps(world).getLast().trades()).isEqualTo(5);
    }

    @Test
    @DisplayName("publishes a gap that it gives up, also when a restart has lost what it needs")
    void givesUpAloud() {
      World world = World.start(new InMemoryJournal(16, Long.MAX_VALUE), Continuity.OPAQUE);
      world.history.busy(Duration.ofMinutes(5));
      world.arrive(1);
      world.ingest.coverageLost(new CoverageLoss.Disconnected(World.MARKET.venue()));
      world.advance(Duration.ofSeconds(1));
      world.arriveEach(2, 605);
      world.advance(Duration.ofSeconds(10));
      assertThat(gaps(world)).extracting(Gap::state).containsExactly(Gap.State.OPEN);

      World restarted = world.killedAndRestarted();
      restarted.advance(Duration.ofSeconds(1));

      assertThat(gaps(restarted))
          .extracting(Gap::state)
          .containsExactly(Gap.State.OPEN, Gap.State.UNREPAIRABLE);
      assertThat(restarted.primary.gaps()).hasSize(2);
    }

    @Test
    @DisplayName("fetches what was traded while the service was away")
    void acrossARestart() {
      world.arrive(100);
      world.advance(Duration.ofSeconds(1));
      World restarted = world.killedAndRestarted();
      restarted.history.past.add(restarted.trade(117));
      restarted.advance(Duration.ofSeconds(1));

      restarted.arrive(131);
      restarted.advance(Duration.ofSeconds(5));

      assertThat(ids(restarted.primary)).containsExactly(100L, 131L, 117L);
    }
  }

  private void past(long from, long to) {
    LongStream.rangeClosed(from, to).mapToObj(world::trade).forEach(world.history.past::add);
  }

  private void settle() {
    world.advance(Duration.ofSeconds(1));
  }

  private List<Gap.State> states() {
    return gaps().stream().map(Gap::state).toList();
  }

  private List<Gap> gaps() {
    return gaps(world);
  }

  private static List<Gap> gaps(World world) {
    return world.journal.entries().stream()
        .filter(entry -> entry.event() instanceof JournalEvent.GapChanged)
        .map(entry -> ((JournalEvent.GapChanged) entry.event()).gap())
        .toList();
  }

  private List<Origin> origins() {
    return world.journal.entries().stream()
        .filter(entry -> entry.event() instanceof JournalEvent.Ticked)
        .map(entry -> ((JournalEvent.Ticked) entry.event()).tick())
        .map(PriceTick::origin)
        .distinct()
        .toList();
  }
}
