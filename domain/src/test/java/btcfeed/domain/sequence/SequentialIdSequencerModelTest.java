package btcfeed.domain.sequence;

import static btcfeed.domain.sequence.Trades.trade;
import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.domain.journal.Entry;
import btcfeed.domain.journal.JournalEvent;
import btcfeed.domain.journal.JournalId;
import btcfeed.domain.journal.RecordFormat;
import btcfeed.domain.market.Trade;
import btcfeed.domain.market.TradeId;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** A sequencer beside the simplest thing that does the same: a set of all ids ever seen. */
@Label("However trades 1 to n are shuffled, repeated and lost")
class SequentialIdSequencerModelTest {

  @Property
  @Label("each is accepted exactly once, and the gaps are exactly the missing ids at every moment")
  void agreesWithTheModel(@ForAll("deliveries") List<Long> deliveries) {
    SequentialIdSequencer sequencer = new SequentialIdSequencer();
    Model model = new Model();
    for (long id : deliveries) {
      boolean news = model.isNews(id);

      Verdict verdict = sequencer.offer(trade(id));

      switch (verdict) {
        case Verdict.Accept(List<Gap> changed) -> {
          assertThat(news).as("trade %d of %s is news", id, deliveries).isTrue();
          model.accepted(id);
          changed.forEach(model::published);
        }
        case Verdict.Duplicate() ->
            assertThat(news).as("trade %d of %s is news", id, deliveries).isFalse();
        case Verdict.AcceptHeld _, Verdict.Hold _ -> throw new AssertionError(verdict.toString());
      }
      assertThat(missing(sequencer)).as("missing after %d", id).isEqualTo(model.missing());
      assertThat(sequencer.openGaps()).containsExactlyInAnyOrderElementsOf(model.openGaps());
    }
  }

  @Property
  @Label("another sequencer fed what was accepted, in that order, comes to the same state")
  void replayComesToTheSameState(@ForAll("deliveries") List<Long> deliveries) {
    SequentialIdSequencer sequencer = new SequentialIdSequencer();
    List<Trade> accepted = new ArrayList<>();
    deliveries.forEach(id -> offer(sequencer, trade(id), accepted));

    SequentialIdSequencer another = new SequentialIdSequencer();
    accepted.forEach(trade -> another.replay(trade, false));

    assertSameState(another, sequencer);
  }

  @Property
  @Label("trades known by name only are missing from then on, in another sequencer too")
  void namesOnly(@ForAll("deliveries") List<Long> deliveries, @ForAll Random cuts) {
    SequentialIdSequencer sequencer = new SequentialIdSequencer();
    SequentialIdSequencer another = new SequentialIdSequencer();
    for (long id : deliveries) {
      if (cuts.nextInt(4) == 0) {
        List<Gap> opened = sequencer.coverageLost(Trades.announced(id));
        opened.forEach(another::replay);
        if (!opened.isEmpty()) {
          assertThat(missing(sequencer)).contains(id);
        }
      } else {
        List<Trade> accepted = new ArrayList<>();
        offer(sequencer, trade(id), accepted);
        accepted.forEach(one -> another.replay(one, false));
      }
      assertSameState(another, sequencer);
    }
  }

  @Property
  @Label("a restart from a mark at any moment changes no verdict and no gap")
  void restartChangesNothing(@ForAll("deliveries") List<Long> deliveries, @ForAll Random restarts) {
    SequentialIdSequencer steady = new SequentialIdSequencer();
    SequentialIdSequencer restarted = new SequentialIdSequencer();
    for (long id : deliveries) {
      assertThat(restarted.offer(trade(id))).isEqualTo(steady.offer(trade(id)));
      if (restarts.nextInt(5) == 0) {
        restarted =
            new SequentialIdSequencer(
                (SequenceCheckpoint.Sequential) restarted.checkpoints().getFirst());
      }
      assertSameState(restarted, steady);
    }
  }

  @Example
  @Label("two runs that are given up may overlap: no id of either is accepted again")
  void overlappingRuns() {
    SequentialIdSequencer sequencer = new SequentialIdSequencer();
    long far = 1_000_000_000_000L;
    List<Trade> accepted = new ArrayList<>();
    for (long id : List.of(far + 1, 0L, 1L, 2L, far, far + 78, 7L, 203L, 397L, far + 9, far + 78)) {
      offer(sequencer, trade(id), accepted);
    }
    assertThat(accepted).hasSize(9).doesNotHaveDuplicates();
  }

  @Property
  @Label("and whatever ids come at all: no id is accepted twice, and every bound is kept")
  void wildIds(@ForAll("wild") List<Long> ids) {
    SequentialIdSequencer sequencer = new SequentialIdSequencer();
    List<Trade> accepted = new ArrayList<>();
    for (long id : ids) {
      offer(sequencer, trade(TradeId.of(id), 1_800_000_000_000_000L + id % 1000), accepted);

      assertThat(sequencer.openGaps())
          .hasSizeLessThanOrEqualTo(SequentialIdSequencer.MAX_OPEN_GAPS);
    }
    assertThat(accepted).doesNotHaveDuplicates();
    sequencer
        .checkpoints()
        .forEach(
            checkpoint ->
                RecordFormat.write(
                    ByteBuffer.allocate(RecordFormat.MAX_BYTES),
                    new Entry(
                        new JournalId(Long.MAX_VALUE, Long.MAX_VALUE),
                        new JournalEvent.Checkpointed(trade(1).market(), checkpoint))));
  }

  /** Ids 1..n with some lost and some repeated, then moved about: a little, or entirely. */
  @Provide
  Arbitrary<List<Long>> deliveries() {
    Arbitrary<Integer> reach = Arbitraries.of(1, 2, 5, 20, 1000);
    return Combinators.combine(
            Arbitraries.integers().between(1, 100),
            Arbitraries.integers().between(0, 60),
            Arbitraries.integers().between(0, 60),
            reach,
            Arbitraries.longs())
        .as(SequentialIdSequencerModelTest::delivered);
  }

  private static List<Long> delivered(
      int n, int lossPercent, int repeatPercent, int reach, long seed) {
    Random random = new Random(seed);
    Map<Long, Double> places = new HashMap<>();
    List<Map.Entry<Long, Double>> sent = new ArrayList<>();
    LongStream.rangeClosed(1, n)
        .filter(id -> random.nextInt(100) >= lossPercent)
        .forEach(
            id -> {
              places.put(id, id + random.nextDouble() * reach);
              sent.add(Map.entry(id, places.get(id)));
              if (random.nextInt(100) < repeatPercent) {
                sent.add(Map.entry(id, id + random.nextDouble() * 2 * reach));
              }
            });
    return sent.stream().sorted(Map.Entry.comparingByValue()).map(Map.Entry::getKey).toList();
  }

  @Provide
  Arbitrary<List<Long>> wild() {
    Arbitrary<Long> id =
        Arbitraries.oneOf(
            Arbitraries.longs().between(0, 300),
            Arbitraries.longs().between(1_000_000_000_000L, 1_000_000_000_300L),
            Arbitraries.longs().greaterOrEqual(0));
    return id.list().ofMaxSize(400);
  }

  private static void offer(SequentialIdSequencer sequencer, Trade trade, List<Trade> accepted) {
    switch (sequencer.offer(trade)) {
      case Verdict.Accept _ -> accepted.add(trade);
      case Verdict.AcceptHeld(List<Trade> held, _) -> {
        accepted.addAll(held);
        accepted.add(trade);
      }
      case Verdict.Duplicate _, Verdict.Hold _ -> {}
    }
  }

  private static void assertSameState(
      SequentialIdSequencer actual, SequentialIdSequencer expected) {
    assertThat(actual.checkpoints()).isEqualTo(expected.checkpoints());
    assertThat(actual.openGaps()).isEqualTo(expected.openGaps());
  }

  /** The ids a sequencer's mark says are missing. */
  private static SortedSet<Long> missing(SequentialIdSequencer sequencer) {
    TreeSet<Long> missing = new TreeSet<>();
    for (String gap :
        ((SequenceCheckpoint.Sequential) sequencer.checkpoints().getFirst()).elements()) {
      if (gap.startsWith(SequenceCheckpoint.Sequential.RUN)) {
        continue;
      }
      String range = gap.substring(0, gap.indexOf('@'));
      String pieces = gap.contains(":") ? gap.substring(gap.indexOf(':') + 1) : range;
      for (String piece : pieces.split("\\+", -1)) {
        int dash = piece.indexOf('-');
        LongStream.rangeClosed(
                Long.parseLong(piece.substring(0, dash)), Long.parseLong(piece.substring(dash + 1)))
            .forEach(missing::add);
      }
    }
    return missing;
  }

  /** Everything ever accepted, and everything ever published about gaps. */
  private static final class Model {
    private final TreeSet<Long> seen = new TreeSet<>();
    private final Map<List<Long>, Gap> published = new HashMap<>();
    private long first = -1;

    boolean isNews(long id) {
      return seen.isEmpty() || (id > first && !seen.contains(id));
    }

    void accepted(long id) {
      first = seen.isEmpty() ? id : first;
      assertThat(seen.add(id)).isTrue();
    }

    void published(Gap gap) {
      switch (gap.state()) {
        case OPEN -> {
          assertThat(published).doesNotContainKey(key(gap));
          assertThat(seen.subSet(gap.ids().orElseThrow().from(), gap.ids().orElseThrow().to() + 1))
              .isEmpty();
          published.put(key(gap), gap);
        }
        case CLOSED -> {
          assertThat(published.remove(key(gap))).isNotNull();
          assertThat(seen.subSet(gap.ids().orElseThrow().from(), gap.ids().orElseThrow().to() + 1))
              .hasSize((int) gap.width().orElseThrow());
          assertThat(gap.trades()).isEqualTo(gap.width().orElseThrow());
        }
        case UNREPAIRABLE -> throw new AssertionError("so few gaps are never given up: " + gap);
      }
    }

    SortedSet<Long> missing() {
      TreeSet<Long> missing = new TreeSet<>();
      LongStream.range(first, seen.last()).filter(id -> !seen.contains(id)).forEach(missing::add);
      return missing;
    }

    /** The gaps published as open, with what arrived of each since. */
    List<Gap> openGaps() {
      return published.values().stream()
          .map(
              gap ->
                  new Gap(
                      gap.ids().orElseThrow().from(),
                      gap.ids().orElseThrow().to(),
                      gap.sinceUs(),
                      gap.untilUs(),
                      Gap.State.OPEN,
                      seen.subSet(gap.ids().orElseThrow().from(), gap.ids().orElseThrow().to() + 1)
                          .size()))
          .toList();
    }

    private static List<Long> key(Gap gap) {
      return List.of(gap.ids().orElseThrow().from(), gap.ids().orElseThrow().to());
    }
  }
}
