package btcfeed.testsupport;

import static btcfeed.testsupport.StoreFixtures.LEASE;
import static btcfeed.testsupport.StoreFixtures.applied;
import static btcfeed.testsupport.StoreFixtures.at;
import static btcfeed.testsupport.StoreFixtures.checkpoint;
import static btcfeed.testsupport.StoreFixtures.claim;
import static btcfeed.testsupport.StoreFixtures.gap;
import static btcfeed.testsupport.StoreFixtures.id;
import static btcfeed.testsupport.StoreFixtures.ids;
import static btcfeed.testsupport.StoreFixtures.tick;
import static btcfeed.testsupport.StoreFixtures.ticks;
import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.domain.journal.Batch;
import btcfeed.domain.journal.Entry;
import btcfeed.domain.journal.JournalId;
import btcfeed.domain.port.PricePort;
import btcfeed.domain.port.PricePort.Outcome;
import btcfeed.domain.port.PricePort.PositionResult;
import btcfeed.domain.store.StorePosition;
import btcfeed.domain.store.WriterLease;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The promises of {@link PricePort#cutAfter}, for the fake and for Redis. */
public abstract class CutContract {
  private PricePortContract.Subject store;
  private PricePort port;

  /** A new, empty store. */
  protected abstract PricePortContract.Subject subject();

  @BeforeEach
  final void open() {
    store = subject();
    port = store.open();
  }

  @AfterEach
  final void close() {
    port.close();
    store.close();
  }

  @Test
  @DisplayName("A cut removes the newest entries, and other ones can follow under lower ids")
  void cuts() {
    claim(port, LEASE, JournalId.START);
    Batch cut = Batch.of(List.of(tick(1), gap(2), tick(3), checkpoint(4), tick(7), gap(9)));
    applied(port, cut, JournalId.START);

    assertThat(port.cutAfter(LEASE, id(4))).isEqualTo(new Outcome.Applied(id(4)));

    assertThat(store.ticks()).containsExactly(id(1), id(3));
    assertThat(store.gaps()).containsExactly(id(2));
    StorePosition at = at(port);
    assertThat(at.applied()).isEqualTo(id(4));
    assertThat(at.appliedTicks()).isEqualTo(id(3)).isEqualTo(at.ticks());
    assertThat(at.appliedGaps()).isEqualTo(id(2)).isEqualTo(at.gaps());
    assertThat(at.contents().removed()).isZero();
    applied(port, Batch.of(List.of(gap(5), tick(6), tick(8), gap(10))), id(4));
    assertThat(store.ticks()).containsExactly(id(1), id(3), id(6), id(8));
    assertThat(store.gaps()).containsExactly(id(2), id(5), id(10));
  }

  @Test
  @DisplayName("A cut after the start removes everything, and the store is filled again")
  void cutsEverything() {
    claim(port, LEASE, JournalId.START);
    applied(port, Batch.of(List.of(tick(1), gap(2), tick(3))), JournalId.START);

    assertThat(port.cutAfter(LEASE, JournalId.START))
        .isEqualTo(new Outcome.Applied(JournalId.START));

    assertThat(store.ticks()).isEmpty();
    assertThat(store.gaps()).isEmpty();
    StorePosition at = at(port);
    assertThat(at.applied()).isEqualTo(JournalId.START);
    assertThat(at.ticks()).isEqualTo(JournalId.START).isEqualTo(at.appliedTicks());
    assertThat(at.gaps()).isEqualTo(JournalId.START).isEqualTo(at.appliedGaps());
    applied(port, Batch.of(List.of(gap(1), tick(2))), JournalId.START);
    assertThat(store.ticks()).containsExactly(id(2));
    assertThat(store.gaps()).containsExactly(id(1));
  }

  @Test
  @DisplayName("A cut at the end removes nothing; neither does a cut of an empty store")
  void cutsNothing() {
    claim(port, LEASE, JournalId.START);
    assertThat(port.cutAfter(LEASE, JournalId.START))
        .isEqualTo(new Outcome.Applied(JournalId.START));
    applied(port, Batch.of(List.of(tick(1), gap(2), tick(3))), JournalId.START);
    StorePosition before = at(port);

    assertThat(port.cutAfter(LEASE, id(3))).isEqualTo(new Outcome.Applied(id(3)));

    assertThat(at(port)).isEqualTo(before);
    applied(port, ticks(4, 5), id(3));
    assertThat(store.ticks()).containsExactly(id(1), id(3), id(4), id(5));
  }

  @Test
  @DisplayName("A long cut takes several calls, each of which removes the newest entries")
  void cutsInSteps() {
    claim(port, LEASE, JournalId.START);
    int all = 11_000;
    for (int from = 1; from < all; from += 1_000) {
      List<Entry> entries = new ArrayList<>(ticks(from, from + 998).entries());
      entries.add(gap(from + 999));
      applied(port, Batch.of(entries), from == 1 ? JournalId.START : id(from - 1));
    }
    int calls = 0;
    JournalId cursor = id(all);
    while (cursor.isAfter(id(500))) {
      Outcome outcome = port.cutAfter(LEASE, id(500));
      calls++;
      assertThat(outcome).isInstanceOf(Outcome.Applied.class);
      JournalId next = ((Outcome.Applied) outcome).applied();
      assertThat(cursor.isAfter(next)).isTrue();
      cursor = next;
      StorePosition at = at(port);
      assertThat(at.applied()).isEqualTo(cursor);
      assertThat(cursor.isAfter(at.ticks()) || cursor.equals(at.ticks())).isTrue();
      assertThat(cursor.isAfter(at.gaps()) || cursor.equals(at.gaps())).isTrue();
    }
    assertThat(calls).isGreaterThan(1);
    assertThat(store.ticks()).isEqualTo(ids(1, 500));
    assertThat(store.gaps()).isEmpty();
    applied(port, Batch.of(List.of(gap(501), tick(502))), id(500));
    assertThat(store.ticks()).hasSize(501).endsWith(id(502));
    assertThat(store.gaps()).containsExactly(id(501));
  }

  @Test
  @DisplayName("Only the writer that has the lease can cut")
  void cutIsGuarded() {
    assertThat(port.position()).isInstanceOf(PositionResult.At.class);
    assertThat(port.cutAfter(LEASE, JournalId.START))
        .isEqualTo(new Outcome.Fenced(WriterLease.NONE_YET));
    claim(port, LEASE, JournalId.START);
    applied(port, ticks(1, 3), JournalId.START);
    WriterLease restarted = new WriterLease(LEASE.epoch(), LEASE.instance(), 1);
    WriterLease newer = new WriterLease(LEASE.epoch() + 1, LEASE.instance(), LEASE.startedUs());
    for (WriterLease other : List.of(restarted, newer)) {
      assertThat(port.cutAfter(other, id(1))).isEqualTo(new Outcome.Fenced(LEASE));
    }
    assertThat(store.ticks()).isEqualTo(ids(1, 3));
  }
}
