package btcfeed.domain.sequence;

import static btcfeed.domain.sequence.Trades.timeUs;
import static btcfeed.domain.sequence.Trades.trade;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import btcfeed.domain.market.TradeId;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayName("A sequencer")
class SequentialIdSequencerTest {
  private static final long FAR = SequentialIdSequencer.MAX_JUMP + 1;

  private final SequentialIdSequencer sequencer = new SequentialIdSequencer();

  @Test
  @DisplayName("starts with whatever trade comes first")
  void startsAnywhere() {
    assertThat(sequencer.checkpoints()).isEmpty();
    assertThat(offer(6_649_000_000L)).isEqualTo(Verdict.NEXT);
    assertThat(checkpoint().lastId()).isEqualTo(6_649_000_000L);
    assertThat(checkpoint().lastTimeUs()).isEqualTo(timeUs(6_649_000_000L));
  }

  @Test
  @DisplayName("starts with trade 0 as with any other")
  void startsWithZero() {
    assertThat(offer(0)).isEqualTo(Verdict.NEXT);
    assertThat(offer(0)).isEqualTo(Verdict.DUPLICATE);
    assertThat(offer(1)).isEqualTo(Verdict.NEXT);
  }

  @Test
  @DisplayName("drops what came before the first trade: there is no gap before the beginning")
  void nothingBeforeTheBeginning() {
    offer(5);

    assertThat(offer(4)).isEqualTo(Verdict.DUPLICATE);
    assertThat(sequencer.openGaps()).isEmpty();
  }

  @Test
  @DisplayName(
      "accepts a trade after a hole at once, and says which ids are missing and since when")
  void opensAGap() {
    offer(5);

    assertThat(offer(9)).isEqualTo(new Verdict.Accept(List.of(gap(6, 8, Gap.State.OPEN, 0))));
    assertThat(sequencer.openGaps()).containsExactly(gap(6, 8, Gap.State.OPEN, 0));
  }

  @Test
  @DisplayName("fills a gap in any order and publishes when it is closed")
  void closesAGap() {
    offer(5);
    offer(9);

    assertThat(offer(7)).isEqualTo(Verdict.NEXT);
    assertThat(offer(7)).isEqualTo(Verdict.DUPLICATE);
    assertThat(offer(6)).isEqualTo(Verdict.NEXT);
    assertThat(offer(8)).isEqualTo(new Verdict.Accept(List.of(gap(6, 8, Gap.State.CLOSED, 3))));
    assertThat(sequencer.openGaps()).isEmpty();
    assertThat(offer(8)).isEqualTo(Verdict.DUPLICATE);
  }

  @Test
  @DisplayName("gives up what a search did not find, and counts what arrived")
  void givesUp() {
    offer(5);
    offer(9);
    offer(7);

    assertThat(sequencer.backfillFinished(gap(6, 8, Gap.State.OPEN, 0), SearchOutcome.FAILED))
        .containsExactly(gap(6, 8, Gap.State.UNREPAIRABLE, 1));
    assertThat(sequencer.openGaps()).isEmpty();
    assertThat(offer(6)).isEqualTo(Verdict.DUPLICATE);
  }

  @Test
  @DisplayName("ignores the end of a search for a closed gap")
  void closedMeanwhile() {
    offer(5);
    offer(7);
    offer(6);

    assertThat(sequencer.backfillFinished(gap(6, 6, Gap.State.OPEN, 0), SearchOutcome.FAILED))
        .isEmpty();
  }

  @Test
  @DisplayName("refuses an id that does not count: it has no order to keep")
  void namedIdsAreABug() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> sequencer.offer(trade(new TradeId.Named("669e-1"), 1)));
  }

  @Test
  @DisplayName("ends at the largest id there can be without going round")
  void largestId() {
    offer(Long.MAX_VALUE);

    assertThat(offer(Long.MAX_VALUE)).isEqualTo(Verdict.DUPLICATE);
    assertThat(offer(Long.MAX_VALUE - 1)).isEqualTo(Verdict.DUPLICATE);
  }

  @Nested
  @DisplayName("does not believe an id far ahead on its own")
  class Held {
    @Test
    @DisplayName("and goes on where it was when the next trade is an ordinary one")
    void damagedId() {
      offer(5);

      assertThat(offer(5 + FAR)).isEqualTo(Verdict.HOLD);
      assertThat(offer(6)).isEqualTo(Verdict.NEXT);
      assertThat(sequencer.openGaps()).isEmpty();
      assertThat(checkpoint().lastId()).isEqualTo(6);
    }

    @Test
    @DisplayName("and forgets it then: it takes two in a row to move the sequence")
    void forgotten() {
      offer(5);
      offer(5 + FAR);
      offer(6);

      assertThat(offer(7 + FAR)).isEqualTo(Verdict.HOLD);
    }

    @Test
    @DisplayName("but accepts both when the next continues there, and publishes the hole")
    void confirmed() {
      long far = 5 + FAR;
      offer(5);
      offer(far);

      assertThat(offer(far + 1))
          .isEqualTo(
              new Verdict.AcceptHeld(
                  List.of(trade(far)), List.of(gap(6, far - 1, Gap.State.OPEN, 0))));
      assertThat(offer(far)).isEqualTo(Verdict.DUPLICATE);
      assertThat(offer(far + 2)).isEqualTo(Verdict.NEXT);
    }

    @Test
    @DisplayName("and publishes the hole between the two as well, if there is one")
    void confirmedWithAHole() {
      long far = 5 + FAR;
      offer(5);
      offer(far);

      assertThat(offer(far + 3))
          .isEqualTo(
              new Verdict.AcceptHeld(
                  List.of(trade(far)),
                  List.of(
                      gap(6, far - 1, Gap.State.OPEN, 0),
                      gap(far + 1, far + 2, Gap.State.OPEN, 0))));
    }

    @Test
    @DisplayName("nor two far ahead that do not continue each other, nor the same one twice")
    void unrelated() {
      offer(5);

      assertThat(offer(5 + FAR)).isEqualTo(Verdict.HOLD);
      assertThat(offer(5 + FAR)).isEqualTo(Verdict.HOLD);
      assertThat(offer(5 + 2 * FAR)).isEqualTo(Verdict.HOLD);
      assertThat(offer(Long.MAX_VALUE)).isEqualTo(Verdict.HOLD);
      assertThat(offer(6)).isEqualTo(Verdict.NEXT);
    }

    @Test
    @DisplayName("and keeps holding it while gaps behind are filled")
    void fillingInBetween() {
      offer(5);
      offer(7);
      offer(7 + FAR);

      assertThat(offer(6)).isEqualTo(new Verdict.Accept(List.of(gap(6, 6, Gap.State.CLOSED, 1))));
      assertThat(offer(8 + FAR)).isInstanceOf(Verdict.AcceptHeld.class);
    }

    @Test
    @DisplayName("while one exactly at the limit is an ordinary gap")
    void atTheLimit() {
      offer(5);

      assertThat(offer(5 + SequentialIdSequencer.MAX_JUMP)).isInstanceOf(Verdict.Accept.class);
    }
  }

  @Nested
  @DisplayName("is bounded")
  class Bounded {
    @Test
    @DisplayName("in open gaps: the newest grows over the next hole, and none is given up")
    void openGaps() {
      offer(0);
      for (long id = 2; id <= 2L * SequentialIdSequencer.MAX_OPEN_GAPS; id += 2) {
        assertThat(offer(id))
            .isEqualTo(new Verdict.Accept(List.of(gap(id - 1, id - 1, Gap.State.OPEN, 0))));
      }
      long newest = 2L * SequentialIdSequencer.MAX_OPEN_GAPS - 1;

      assertThat(offer(newest + 3))
          .isEqualTo(
              new Verdict.Accept(
                  List.of(
                      new Gap(
                          newest,
                          newest + 2,
                          timeUs(newest - 1),
                          timeUs(newest + 3),
                          Gap.State.OPEN,
                          0))));
      assertThat(sequencer.openGaps()).hasSize(SequentialIdSequencer.MAX_OPEN_GAPS);
      assertThat(offer(newest + 1)).isEqualTo(Verdict.DUPLICATE);
      assertThat(offer(newest)).isEqualTo(Verdict.NEXT);
      assertThat(offer(newest + 2)).isInstanceOf(Verdict.Accept.class);
      assertThat(sequencer.openGaps()).hasSize(SequentialIdSequencer.MAX_OPEN_GAPS - 1);
      assertThat(offer(1)).isInstanceOf(Verdict.Accept.class);
    }

    @Test
    @DisplayName("in missing pieces of all gaps: then the oldest gap is given up")
    void pieces() {
      int pieces = SequentialIdSequencer.MAX_PIECES;
      offer(0);
      offer(2);
      for (int i = 2; i <= pieces; i++) {
        assertThat(offer(2L * i)).isInstanceOf(Verdict.Accept.class);
      }

      assertThat(offer(2L * (pieces + 1)))
          .isInstanceOfSatisfying(
              Verdict.Accept.class,
              accept ->
                  assertThat(accept.changed()).contains(gap(1, 1, Gap.State.UNREPAIRABLE, 0)));
      assertThat(offer(1)).isEqualTo(Verdict.DUPLICATE);
      assertThat(offer(3)).isInstanceOf(Verdict.Accept.class);
    }

    @Test
    @DisplayName("in the width of a gap: a jump to another numbering is published, not sought")
    void anotherNumbering() {
      for (int i = 0; i <= SequentialIdSequencer.ESTABLISHED; i++) {
        offer(i);
      }
      long far = 1_000_000_000_000_000L;
      assertThat(offer(far)).isEqualTo(Verdict.HOLD);

      long next = SequentialIdSequencer.ESTABLISHED + 1;
      assertThat(offer(far + 1))
          .isEqualTo(
              new Verdict.AcceptHeld(
                  List.of(trade(far)), List.of(gap(next, far - 1, Gap.State.UNREPAIRABLE, 0))));
      assertThat(sequencer.openGaps()).isEmpty();
      offer(next);
      offer(next + 1);
      assertThat(offer(next + 2)).isInstanceOf(Verdict.AcceptHeld.class);
      assertThat(offer(next + 3)).isEqualTo(Verdict.NEXT);
    }
  }

  @Nested
  @DisplayName("that goes on from a mark")
  class Marked {
    @Test
    @DisplayName("knows the open gaps with their times and what is missing of each")
    void knowsItsGaps() {
      offer(5);
      offer(10);
      offer(7);
      offer(12);

      SequenceCheckpoint.Sequential checkpoint = checkpoint();

      assertThat(checkpoint)
          .isEqualTo(
              new SequenceCheckpoint.Sequential(
                  12, 12000, "!3/5/-1,6-9@5000@10000:6-6+8-9,11-11@10000@12000"));
      SequentialIdSequencer restarted = new SequentialIdSequencer(checkpoint);
      assertThat(restarted.openGaps()).isEqualTo(sequencer.openGaps());
      assertThat(restarted.checkpoints()).containsExactly(checkpoint);
      assertThat(restarted.offer(trade(7))).isEqualTo(Verdict.DUPLICATE);
      restarted.offer(trade(6));
      restarted.offer(trade(8));
      assertThat(restarted.offer(trade(9)))
          .isEqualTo(new Verdict.Accept(List.of(gap(6, 9, Gap.State.CLOSED, 4))));
    }

    @Test
    @DisplayName("reads bare ranges too, with the mark's time for both ends")
    void bareRanges() {
      assertThat(
              new SequentialIdSequencer(new SequenceCheckpoint.Sequential(12, 12000, "6-6,8-9"))
                  .openGaps())
          .containsExactly(
              new Gap(6, 6, 12000, 12000, Gap.State.OPEN, 0),
              new Gap(8, 9, 12000, 12000, Gap.State.OPEN, 0));
    }

    @Test
    @DisplayName(
        "has every gap there can be, at ids far beyond today's, in as many marks as needed")
    void roomForEveryGap() {
      long base = 100_000_000_000L;
      sequencer.offer(trade(TradeId.of(base), 1_800_000_000_000_000L));
      for (int i = 1; i <= SequentialIdSequencer.MAX_OPEN_GAPS; i++) {
        sequencer.offer(trade(TradeId.of(base + 2L * i), 1_800_000_000_000_000L + i));
      }

      Sequencer restarted = restarted();

      assertThat(sequencer.checkpoints()).hasSizeGreaterThan(1);
      assertThat(restarted.openGaps())
          .hasSize(SequentialIdSequencer.MAX_OPEN_GAPS)
          .isEqualTo(sequencer.openGaps());
      assertThat(restarted.checkpoints()).isEqualTo(sequencer.checkpoints());
    }

    @Test
    @DisplayName("knows a gap in more pieces than one mark has room for")
    void manyPieces() {
      offer(0);
      offer(3000);
      for (int i = 1; i <= 1000; i++) {
        offer(2L * i);
      }
      offer(3002);

      Sequencer restarted = restarted();

      assertThat(restarted.openGaps()).isEqualTo(sequencer.openGaps());
      assertThat(restarted.offer(trade(2))).isEqualTo(Verdict.DUPLICATE);
      assertThat(restarted.offer(trade(1999))).isEqualTo(Verdict.NEXT);
      assertThat(restarted.offer(trade(1))).isEqualTo(Verdict.NEXT);
    }
  }

  private Sequencer restarted() {
    Sequencer restarted = new SequentialIdSequencer();
    for (SequenceCheckpoint checkpoint : sequencer.checkpoints()) {
      restarted = restarted.restored(checkpoint);
    }
    return restarted;
  }

  private Verdict offer(long id) {
    return sequencer.offer(trade(id));
  }

  private SequenceCheckpoint.Sequential checkpoint() {
    return (SequenceCheckpoint.Sequential) sequencer.checkpoints().getFirst();
  }

  private static Gap gap(long from, long to, Gap.State state, long trades) {
    return new Gap(from, to, timeUs(from - 1), timeUs(to + 1), state, trades);
  }

  @Test
  @DisplayName("has no mark before the first trade, and a plain one once its ids are established")
  void checkpoints() {
    assertThat(sequencer.checkpoints()).isEmpty();
    for (int i = 0; i < SequentialIdSequencer.ESTABLISHED; i++) {
      offer(i);
    }
    long last = SequentialIdSequencer.ESTABLISHED - 1;
    assertThat(sequencer.checkpoints())
        .containsExactly(new SequenceCheckpoint.Sequential(last, timeUs(last), ""));
  }
}
