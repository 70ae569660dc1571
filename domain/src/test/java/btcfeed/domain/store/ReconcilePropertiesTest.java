package btcfeed.domain.store;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.domain.journal.JournalId;
import btcfeed.domain.journal.Lineage;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

@Label("Wherever a store stands")
class ReconcilePropertiesTest {
  private static final JournalId COMMON = new JournalId(4, 0);
  private static final WriterLease OURS = new WriterLease(5, "ours", 1);

  @Property(edgeCases = EdgeCasesMode.NONE)
  @Label("sending goes on at or before all it has lost, and never from behind its mark")
  void neverSkips(@ForAll("positions") StorePosition at) {
    switch (Reconcile.decide(at, OURS, COMMON, _ -> true)) {
      case Reconcile.Resume(JournalId after) -> {
        boolean marked =
            at.applied().isAfter(JournalId.START)
                || at.appliedTicks().isAfter(JournalId.START)
                || at.appliedGaps().isAfter(JournalId.START);
        assertThat(after.isAfter(at.applied()) && marked).isFalse();
        assertThat(after.isAfter(COMMON) && marked).isFalse();
        assertThat(after.isAfter(at.ticks()) && at.appliedTicks().isAfter(at.ticks())).isFalse();
        assertThat(after.isAfter(at.gaps()) && at.appliedGaps().isAfter(at.gaps())).isFalse();
      }
      case Reconcile.Foreign(_, JournalId entry) -> assertThat(entry).isIn(at.ticks(), at.gaps());
      case Reconcile.Fenced(WriterLease by) -> {
        assertThat(by).isEqualTo(at.lease());
        assertThat(by.epoch()).isGreaterThan(OURS.epoch());
      }
      case Reconcile.Cut(JournalId after) -> {
        assertThat(List.of(at.applied(), at.appliedTicks(), at.appliedGaps()))
            .anySatisfy(end -> assertThat(end).isGreaterThan(COMMON));
        assertThat(after).isLessThanOrEqualTo(COMMON);
        assertThat(after.isAfter(at.ticks()) && at.appliedTicks().isAfter(at.ticks())).isFalse();
        assertThat(after.isAfter(at.gaps()) && at.appliedGaps().isAfter(at.gaps())).isFalse();
      }
    }
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  @Label("a store without a mark is written only if every entry at its ends is ours")
  void strangersAreNeverOverwritten(@ForAll("positions") StorePosition at) {
    StorePosition unmarked =
        new StorePosition(
            JournalId.START,
            JournalId.START,
            JournalId.START,
            at.ticks(),
            at.gaps(),
            WriterLease.NONE_YET,
            Lineage.NONE,
            at.facts(),
            StoreContents.UNKNOWN);

    Reconcile decision = Reconcile.decide(unmarked, OURS, COMMON, _ -> false);

    boolean empty = at.ticks().equals(JournalId.START) && at.gaps().equals(JournalId.START);
    assertThat(decision instanceof Reconcile.Resume).isEqualTo(empty);
  }

  @Provide
  Arbitrary<StorePosition> positions() {
    Arbitrary<JournalId> id = Arbitraries.longs().between(0, 6).map(ms -> new JournalId(ms, 0));
    Arbitrary<WriterLease> lease =
        Arbitraries.of(
            WriterLease.NONE_YET,
            OURS,
            new WriterLease(4, "theirs", 1),
            new WriterLease(6, "theirs", 1),
            new WriterLease(6, "ours", 1));
    return Combinators.combine(id, id, id, id, id, lease)
        .as(
            (applied, appliedTicks, appliedGaps, ticks, gaps, by) ->
                new StorePosition(
                    applied,
                    appliedTicks,
                    appliedGaps,
                    ticks,
                    gaps,
                    by,
                    Lineage.NONE,
                    StoreFacts.UNKNOWN,
                    StoreContents.UNKNOWN));
  }
}
