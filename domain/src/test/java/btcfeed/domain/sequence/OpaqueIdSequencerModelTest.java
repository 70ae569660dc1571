package btcfeed.domain.sequence;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.domain.journal.Entry;
import btcfeed.domain.journal.JournalEvent;
import btcfeed.domain.journal.JournalId;
import btcfeed.domain.journal.RecordFormat;
import btcfeed.domain.market.Trade;
import btcfeed.domain.market.TradeId;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Beside the simplest thing that does the same: a set of all ids ever seen. */
@Label("However named trades are shuffled, repeated, lost and interrupted")
class OpaqueIdSequencerModelTest {

  @Property(tries = 300)
  @Label("each is accepted exactly once, across restarts from journal and mark")
  void exactlyOnce(@ForAll @IntRange(min = 1, max = 80) int trades, @ForAll Random chance) {
    Sequencer sequencer = Sequencer.of(Continuity.OPAQUE);
    Set<String> accepted = new HashSet<>();
    for (Trade trade : delivered(trades, chance)) {
      if (chance.nextInt(10) == 0) {
        sequencer.coverageLost(Trades.DISCONNECTED);
      }
      boolean news = accepted.add(trade.id().text());

      Verdict verdict = decided(sequencer, trade, chance.nextInt(4) == 0);

      assertThat(verdict instanceof Verdict.Accept).as("%s is news", trade).isEqualTo(news);
      if (chance.nextInt(8) == 0) {
        sequencer = Sequencer.from(sequencer.checkpoints().getFirst());
      }
    }
  }

  @Property(tries = 300)
  @Label("replaying accepted trades and published gaps reaches the same state")
  void replay(@ForAll @IntRange(min = 1, max = 80) int trades, @ForAll Random chance) {
    Sequencer sequencer = Sequencer.of(Continuity.OPAQUE);
    Sequencer another = Sequencer.of(Continuity.OPAQUE);
    for (Trade trade : delivered(trades, chance)) {
      if (chance.nextInt(6) == 0) {
        sequencer.coverageLost(Trades.DISCONNECTED);
      }
      List<Gap> published = new ArrayList<>();
      boolean fetched = chance.nextInt(4) == 0;
      if (decided(sequencer, trade, fetched) instanceof Verdict.Accept(List<Gap> changed)) {
        decided(another, trade, fetched);
        published.addAll(changed);
      }
      for (Gap gap : sequencer.openGaps()) {
        if (chance.nextInt(5) == 0) {
          sequencer.backfillFinished(gap, SearchOutcome.COMPLETE).forEach(published::add);
        }
      }
      published.forEach(another::replay);
      assertThat(another.openGaps()).isEqualTo(sequencer.openGaps());
      assertThat(another.checkpoints()).isEqualTo(sequencer.checkpoints());
    }
  }

  @Property(tries = 50)
  @Label("its mark fits into a record, however many gaps and ids there are")
  void checkpointsFit(@ForAll Random chance) {
    Sequencer sequencer = Sequencer.of(Continuity.OPAQUE);
    for (int i = 0; i < 2000; i++) {
      if (chance.nextInt(10) == 0) {
        sequencer.coverageLost(Trades.DISCONNECTED);
      }
      sequencer.offer(
          trade("x".repeat(1 + chance.nextInt(50)) + i, 1_800_000_000_000_000L + i * 1000L));
    }

    RecordFormat.write(
        ByteBuffer.allocate(RecordFormat.MAX_BYTES),
        new Entry(
            new JournalId(Long.MAX_VALUE, Long.MAX_VALUE),
            new JournalEvent.Checkpointed(
                trade("x", 1).market(), sequencer.checkpoints().getFirst())));
  }

  private static Verdict decided(Sequencer sequencer, Trade trade, boolean fetched) {
    return fetched ? sequencer.offerBackfilled(trade) : sequencer.offer(trade);
  }

  /** Trades 1..n, some lost, some repeated, moved about. */
  private static List<Trade> delivered(int n, Random chance) {
    List<Integer> numbers =
        new ArrayList<>(
            IntStream.rangeClosed(1, n)
                .filter(_ -> chance.nextInt(5) != 0)
                .flatMap(i -> chance.nextInt(3) == 0 ? IntStream.of(i, i) : IntStream.of(i))
                .boxed()
                .toList());
    for (int i = 0; i + 1 < numbers.size(); i++) {
      int with = Math.min(numbers.size() - 1, i + chance.nextInt(6));
      int moved = numbers.get(i);
      numbers.set(i, numbers.get(with));
      numbers.set(with, moved);
    }
    return numbers.stream().map(i -> trade("id-" + i * 7, 1000L * i)).toList();
  }

  private static Trade trade(String id, long timeUs) {
    return Trades.trade(TradeId.of(id), timeUs);
  }
}
