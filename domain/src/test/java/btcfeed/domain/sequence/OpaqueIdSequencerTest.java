package btcfeed.domain.sequence;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.domain.market.Trade;
import btcfeed.domain.market.TradeId;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A sequencer of ids that only name")
class OpaqueIdSequencerTest {
  private final OpaqueIdSequencer sequencer = new OpaqueIdSequencer();

  @Test
  @DisplayName("accepts each trade once, in whatever order they come")
  void onceEach() {
    assertThat(offer("a", 10)).isEqualTo(Verdict.NEXT);
    assertThat(offer("c", 30)).isEqualTo(Verdict.NEXT);
    assertThat(offer("b", 20)).isEqualTo(Verdict.NEXT);
    assertThat(offer("a", 10)).isEqualTo(Verdict.DUPLICATE);
    assertThat(offer("b", 20)).isEqualTo(Verdict.DUPLICATE);
  }

  @Test
  @DisplayName("sees no gap in ids that step")
  void stepsAreNoGaps() {
    offer("100", 10);
    offer("115", 20);

    assertThat(sequencer.openGaps()).isEmpty();
  }

  @Test
  @DisplayName("opens a gap over the time without a connection, with the first new trade after it")
  void opensAGap() {
    offer("a", 10);
    sequencer.coverageLost(Trades.DISCONNECTED);

    assertThat(offer("a", 10)).isEqualTo(Verdict.DUPLICATE);
    assertThat(offer("b", 50)).isEqualTo(new Verdict.Accept(List.of(gap(10, 50, OPEN, 0))));
    assertThat(offer("c", 60)).isEqualTo(Verdict.NEXT);
  }

  @Test
  @DisplayName("does not take a back-filled trade as a sign of a connection")
  void fetchedIsNotHeard() {
    offer("a", 10);
    sequencer.coverageLost(Trades.DISCONNECTED);

    assertThat(offerBackfilled("x", 20)).isEqualTo(Verdict.NEXT);
    assertThat(offer("x", 20)).isEqualTo(Verdict.DUPLICATE);
    assertThat(offerBackfilled("x", 20)).isEqualTo(Verdict.DUPLICATE);
    assertThat(offer("b", 50)).isEqualTo(new Verdict.Accept(List.of(gap(10, 50, OPEN, 0))));
    assertThat(offerBackfilled("y", 30)).isEqualTo(Verdict.NEXT);
    assertThat(sequencer.openGaps()).containsExactly(gap(10, 50, OPEN, 1));
  }

  @Test
  @DisplayName("begins a gap at the last trade of a line, however much newer was back-filled")
  void fetchedAheadOfTheLine() {
    offer("a", 10);
    offerBackfilled("x", 20);
    sequencer.coverageLost(Trades.DISCONNECTED);

    assertThat(offer("b", 50)).isEqualTo(new Verdict.Accept(List.of(gap(10, 50, OPEN, 0))));
  }

  @Test
  @DisplayName("keeps the last trade of a line while disconnected, however much is back-filled")
  void remembersWhileNobodyListens() {
    offer("a", 10);
    sequencer.coverageLost(Trades.DISCONNECTED);
    int i = 0;
    for (; i < 2 * OpaqueIdSequencer.MEMORY; i++) {
      offerBackfilled("t" + i, 20 + i);
    }

    assertThat(offer("b", 20 + i)).isEqualTo(new Verdict.Accept(List.of(gap(10, 20 + i, OPEN, 0))));
    assertThat(offerBackfilled("t0", 20)).isEqualTo(Verdict.DUPLICATE);
  }

  @Test
  @DisplayName("opens none before the first trade of all")
  void nothingBeforeTheBeginning() {
    sequencer.coverageLost(Trades.DISCONNECTED);

    assertThat(offer("a", 10)).isEqualTo(Verdict.NEXT);
  }

  @Test
  @DisplayName("closes the gap when the venue returned all it has, and counts the trades")
  void closesAGap() {
    Gap gap = interruptedBetween(10, 50);
    offer("x", 20);
    offer("y", 30);

    assertThat(sequencer.backfillFinished(gap, SearchOutcome.COMPLETE))
        .contains(gap(10, 50, CLOSED, 2));
    assertThat(sequencer.openGaps()).isEmpty();
    assertThat(sequencer.backfillFinished(gap, SearchOutcome.COMPLETE)).isEmpty();
  }

  @Test
  @DisplayName("gives the gap up when the venue does not give it")
  void givesUp() {
    Gap gap = interruptedBetween(10, 50);

    assertThat(sequencer.backfillFinished(gap, SearchOutcome.FAILED))
        .contains(gap(10, 50, UNREPAIRABLE, 0));
  }

  @Test
  @DisplayName("forgets the oldest, and refuses what is as old as that")
  void forgets() {
    for (int i = 0; i <= OpaqueIdSequencer.MEMORY; i++) {
      offer("t" + i, 1000 + i);
    }

    assertThat(offer("late", 1000)).isEqualTo(Verdict.DUPLICATE);
    assertThat(offer("t1", 1001)).isEqualTo(Verdict.DUPLICATE);
    assertThat(offer("late", 1001)).isEqualTo(Verdict.NEXT);
  }

  @Test
  @DisplayName("remembers more while a gap is open, and gives it up when even that is too little")
  void aGapKeepsTheMemoryOpen() {
    interruptedBetween(10, 50);
    int i = 0;
    for (; i < OpaqueIdSequencer.LARGEST_MEMORY - 3; i++) {
      assertThat(offer("t" + i, 100 + i)).isEqualTo(Verdict.NEXT);
    }
    assertThat(offer("late", 11)).isEqualTo(Verdict.NEXT);

    Verdict verdict = Verdict.NEXT;
    for (int more = 0; more < 10 && verdict.equals(Verdict.NEXT); more++) {
      verdict = offer("t" + i, 100 + i);
      i++;
    }

    assertThat(verdict).isEqualTo(new Verdict.Accept(List.of(gap(10, 50, UNREPAIRABLE, 1))));
  }

  @Test
  @DisplayName("keeps a bounded number of gaps: at the bound the newest grows, none is given up")
  void boundedGaps() {
    offer("0", 0);
    for (int i = 1; i <= OpaqueIdSequencer.MAX_OPEN_GAPS; i++) {
      sequencer.coverageLost(Trades.DISCONNECTED);
      offer("t" + i, i);
    }
    sequencer.coverageLost(Trades.DISCONNECTED);

    assertThat(offer("next", 1000))
        .isEqualTo(
            new Verdict.Accept(List.of(gap(OpaqueIdSequencer.MAX_OPEN_GAPS - 1, 1000, OPEN, 0))));
    assertThat(sequencer.openGapCount()).isEqualTo(OpaqueIdSequencer.MAX_OPEN_GAPS);
  }

  @Test
  @DisplayName("goes on from its mark: knows the last ids, and its open gaps")
  void restarts() {
    Gap gap = interruptedBetween(10, 50);
    offer("x:y", 20);

    OpaqueIdSequencer restarted =
        new OpaqueIdSequencer((SequenceCheckpoint.Opaque) sequencer.checkpoints().getFirst());

    assertThat(restarted.offer(trade("before", 10))).isEqualTo(Verdict.DUPLICATE);
    assertThat(restarted.offer(trade("x:y", 20))).isEqualTo(Verdict.DUPLICATE);
    assertThat(restarted.offer(trade("z", 30))).isEqualTo(Verdict.NEXT);
    assertThat(restarted.backfillFinished(gap, SearchOutcome.COMPLETE))
        .contains(gap(10, 50, CLOSED, 2));
  }

  @Test
  @DisplayName("gives up a gap whose time its mark had no room for")
  void aMarkHasLittleRoom() {
    Gap gap = interruptedBetween(10, 50);
    for (int i = 0; i < 1000; i++) {
      offer("t" + i, 100 + i);
    }

    OpaqueIdSequencer restarted =
        new OpaqueIdSequencer((SequenceCheckpoint.Opaque) sequencer.checkpoints().getFirst());

    assertThat(restarted.offer(trade("t999", 1099))).isEqualTo(Verdict.DUPLICATE);
    assertThat(restarted.offer(trade("t0", 100))).isEqualTo(Verdict.DUPLICATE);
    assertThat(restarted.backfillFinished(gap, SearchOutcome.COMPLETE))
        .contains(gap(10, 50, UNREPAIRABLE, 0));
  }

  @Test
  @DisplayName("opens a gap over a missed time, once")
  void heardOfLater() {
    offer("a", 10);
    offer("d", 50);

    assertThat(sequencer.coverageLost(Trades.missedTime(20, 40)))
        .containsExactly(gap(20, 40, OPEN, 0));
    assertThat(sequencer.coverageLost(Trades.missedTime(25, 35))).isEmpty();
    assertThat(sequencer.coverageLost(Trades.missedTime(20, 45)))
        .containsExactly(gap(19, 45, OPEN, 0));
    assertThat(offer("b", 30)).isEqualTo(Verdict.NEXT);
  }

  @Test
  @DisplayName("searches the time from the first added trade of another history to its own newest")
  void historyAdded() {
    assertThat(sequencer.coverageLost(Trades.historyAdded(20))).isEmpty();
    offer("d", 50);

    assertThat(sequencer.coverageLost(Trades.historyAdded(20)))
        .containsExactly(gap(20, 50, OPEN, 0));
  }

  @Test
  @DisplayName("looks back a while after a restart, for what the process before had not noticed")
  void looksBack() {
    long now = 1_790_000_000_000_000L;
    offer("a", now);
    sequencer.restarted();

    long since = now - OpaqueIdSequencer.UNNOTICED.toNanos() / 1_000;
    assertThat(offer("b", now + 5))
        .isEqualTo(new Verdict.Accept(List.of(gap(since, now + 5, OPEN, 0))));
    assertThat(offer("c", now + 6)).isEqualTo(Verdict.NEXT);
  }

  @Test
  @DisplayName("publishes what it cannot search, because its checkpoint had no room for that time")
  void cannotLookBack() {
    long now = 1_790_000_000_000_000L;
    for (int i = 0; i < 1_000; i++) {
      offer("t" + i, now + 1_000L * i);
    }
    SequenceCheckpoint.Opaque checkpoint =
        (SequenceCheckpoint.Opaque) sequencer.checkpoints().getFirst();
    long forgotten = Long.parseLong(checkpoint.recent().split(" ", 2)[0]);
    long last = now + 999_000;
    OpaqueIdSequencer restarted = new OpaqueIdSequencer(checkpoint);
    restarted.restarted();

    assertThat(restarted.offer(trade("next", last + 5)))
        .isEqualTo(
            new Verdict.Accept(
                List.of(
                    gap(last - 30_000_000, forgotten, UNREPAIRABLE, 0),
                    gap(forgotten, last + 5, OPEN, 0))));
    assertThat(restarted.offer(trade("more", last + 6))).isEqualTo(Verdict.NEXT);
  }

  private static final Gap.State OPEN = Gap.State.OPEN;
  private static final Gap.State CLOSED = Gap.State.CLOSED;
  private static final Gap.State UNREPAIRABLE = Gap.State.UNREPAIRABLE;

  private Gap interruptedBetween(long sinceUs, long untilUs) {
    offer("before", sinceUs);
    sequencer.coverageLost(Trades.DISCONNECTED);
    offer("after", untilUs);
    return gap(sinceUs, untilUs, OPEN, 0);
  }

  private Verdict offer(String id, long timeUs) {
    return sequencer.offer(trade(id, timeUs));
  }

  private Verdict offerBackfilled(String id, long timeUs) {
    return sequencer.offerBackfilled(trade(id, timeUs));
  }

  private static Trade trade(String id, long timeUs) {
    return Trades.trade(TradeId.of(id), timeUs);
  }

  private static Gap gap(long sinceUs, long untilUs, Gap.State state, long trades) {
    return Gap.ofTime(sinceUs, untilUs, state, trades);
  }
}
