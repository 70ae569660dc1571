package btcfeed.domain.sequence;

import static btcfeed.domain.sequence.Trades.timeUs;
import static btcfeed.domain.sequence.Trades.trade;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayName("A sequencer")
class WrongIdsTest {
  private final SequentialIdSequencer sequencer = new SequentialIdSequencer();

  @Nested
  @DisplayName("is not misled by an id that is wrong")
  class Wrong {
    private static final long ABSURD = 999_999_999_999_999_999L;

    @Test
    @DisplayName("as the first of all: three true ones in a row prove it, and none of them is lost")
    void theFirstOfAll() {
      offer(ABSURD);
      assertThat(offer(1000)).isEqualTo(Verdict.HOLD);
      assertThat(offer(1000)).isEqualTo(Verdict.HOLD);
      assertThat(offer(1001)).isEqualTo(Verdict.HOLD);

      assertThat(offer(1003))
          .isEqualTo(
              new Verdict.AcceptHeld(
                  List.of(trade(1000), trade(1001)), List.of(gap(1002, 1002, Gap.State.OPEN, 0))));
      assertThat(offer(1004)).isEqualTo(Verdict.NEXT);
      assertThat(offer(1000)).isEqualTo(Verdict.DUPLICATE);
    }

    @Test
    @DisplayName("as the first two of all: it takes as many true ones more")
    void theFirstTwo() {
      offer(ABSURD - 1);
      offer(ABSURD);
      offer(5);
      offer(6);

      assertThat(offer(7)).isInstanceOf(Verdict.AcceptHeld.class);
      assertThat(offer(8)).isEqualTo(Verdict.NEXT);
    }

    @Test
    @DisplayName("as the first of all, before a restart and after it")
    void theFirstBeforeARestart() {
      offer(ABSURD);
      SequentialIdSequencer restarted = new SequentialIdSequencer(checkpoint());
      restarted.offer(trade(1000));
      restarted.offer(trade(1001));

      assertThat(restarted.offer(trade(1002))).isInstanceOf(Verdict.AcceptHeld.class);

      SequentialIdSequencer replayed = new SequentialIdSequencer();
      for (long id : List.of(ABSURD, 1000L, 1001L, 1002L)) {
        replayed.replay(trade(id), false);
      }
      assertThat(replayed.checkpoints()).isEqualTo(restarted.checkpoints());
      assertThat(replayed.offer(trade(1003))).isEqualTo(Verdict.NEXT);
      assertThat(replayed.offer(trade(ABSURD))).isEqualTo(Verdict.DUPLICATE);
    }

    @Test
    @DisplayName("nor by old trades, once its own ids are established")
    void oldTrades() {
      for (int i = 0; i < SequentialIdSequencer.ESTABLISHED; i++) {
        offer(100_000 + i);
      }
      for (int i = 0; i < 2 * SequentialIdSequencer.ESTABLISHED; i++) {
        assertThat(offer(500 + i)).isEqualTo(Verdict.DUPLICATE);
      }
    }

    @Test
    @DisplayName("within reach: what is traded now is no part of a gap that the venue denies")
    void withinReach() {
      offer(5);
      offer(5000);
      for (long id = 6; id <= 100; id++) {
        assertThat(offer(id)).isEqualTo(Verdict.NEXT);
      }

      assertThat(sequencer.backfillFinished(gap(6, 4999, Gap.State.OPEN, 0), SearchOutcome.FAILED))
          .containsExactly(
              new Gap(6, 100, timeUs(5), timeUs(5000), Gap.State.CLOSED, 95),
              new Gap(101, 4999, timeUs(5), timeUs(5000), Gap.State.OPEN, 0));
      assertThat(offer(101)).isEqualTo(Verdict.NEXT);
      assertThat(offer(100)).isEqualTo(Verdict.DUPLICATE);
    }

    @Test
    @DisplayName("within reach, also when that is read back from the journal")
    void withinReachReplayed() {
      SequentialIdSequencer another = new SequentialIdSequencer();
      for (long id : List.of(5L, 5000L, 6L, 8L, 9L)) {
        offer(id);
        another.replay(trade(id), false);
      }
      sequencer
          .backfillFinished(gap(6, 4999, Gap.State.OPEN, 0), SearchOutcome.FAILED)
          .forEach(another::replay);

      assertThat(another.checkpoints()).isEqualTo(sequencer.checkpoints());
      assertThat(another.openGaps()).hasSize(1);
    }
  }

  @Nested
  @DisplayName("ends a part of a gap that the venue denies")
  class Denied {
    @Test
    @DisplayName("and closes the gap when the rest has arrived")
    void inTheMiddle() {
      offer(5);
      offer(9);

      assertThat(sequencer.backfillFinished(gap(7, 7, Gap.State.OPEN, 0), SearchOutcome.FAILED))
          .containsExactly(new Gap(7, 7, timeUs(5), timeUs(9), Gap.State.UNREPAIRABLE, 0));
      assertThat(offer(7)).isEqualTo(Verdict.DUPLICATE);
      offer(6);
      assertThat(offer(8)).isEqualTo(new Verdict.Accept(List.of(gap(6, 8, Gap.State.CLOSED, 2))));
    }

    @Test
    @DisplayName("and closes it at once when it is the last part")
    void last() {
      offer(5);
      offer(8);
      offer(6);

      assertThat(sequencer.backfillFinished(gap(7, 7, Gap.State.OPEN, 0), SearchOutcome.FAILED))
          .containsExactly(
              new Gap(7, 7, timeUs(5), timeUs(8), Gap.State.UNREPAIRABLE, 0),
              gap(6, 7, Gap.State.CLOSED, 1));
      assertThat(sequencer.openGaps()).isEmpty();
    }

    @Test
    @DisplayName("and gives the whole gap up when all parts are denied")
    void all() {
      offer(5);
      offer(8);
      sequencer.backfillFinished(gap(6, 6, Gap.State.OPEN, 0), SearchOutcome.FAILED);

      assertThat(sequencer.backfillFinished(gap(7, 7, Gap.State.OPEN, 0), SearchOutcome.FAILED))
          .containsExactly(gap(6, 7, Gap.State.UNREPAIRABLE, 0));
    }

    @Test
    @DisplayName("also after a restart, and when it is read back from the journal")
    void restarted() {
      offer(5);
      offer(9);
      List<Gap> published =
          sequencer.backfillFinished(gap(7, 7, Gap.State.OPEN, 0), SearchOutcome.FAILED);
      SequentialIdSequencer restarted = new SequentialIdSequencer(checkpoint());
      SequentialIdSequencer another = new SequentialIdSequencer();
      another.replay(trade(5), false);
      another.replay(trade(9), false);
      published.forEach(another::replay);

      assertThat(restarted.checkpoints()).isEqualTo(sequencer.checkpoints());
      assertThat(another.checkpoints()).isEqualTo(sequencer.checkpoints());
    }
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
}
