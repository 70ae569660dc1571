package btcfeed.testsupport;

import static btcfeed.testsupport.StoreFixtures.LEASE;
import static btcfeed.testsupport.StoreFixtures.applied;
import static btcfeed.testsupport.StoreFixtures.at;
import static btcfeed.testsupport.StoreFixtures.claim;
import static btcfeed.testsupport.StoreFixtures.id;
import static btcfeed.testsupport.StoreFixtures.ticks;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import btcfeed.domain.journal.JournalId;
import btcfeed.domain.journal.Lineage;
import btcfeed.domain.port.LeasePort;
import btcfeed.domain.port.LeasePort.Answer;
import btcfeed.domain.port.PricePort;
import btcfeed.domain.port.PricePort.Outcome;
import btcfeed.domain.store.InstanceReport;
import btcfeed.domain.store.InstanceReport.Role;
import btcfeed.domain.store.LeaseView;
import btcfeed.domain.store.StorePosition;
import btcfeed.domain.store.WriterLease;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * The promises of every {@link LeasePort}. They run against the fake and against Redis, so that a
 * test with the fake is valid for Redis.
 */
public abstract class LeasePortContract {
  /** So long that it does not run out during a test. */
  private static final Duration LONG = Duration.ofHours(1);

  private static final Duration SHORT = Duration.ofMillis(50);

  /** Shorter than {@link #LONG} and longer than any test. */
  private static final Duration MUCH = Duration.ofMinutes(50);

  /** A later leader than {@link StoreFixtures#LEASE}. */
  private static final WriterLease NEXT = new WriterLease(LEASE.epoch() + 1, "journal-b", 5);

  private static final Lineage LINEAGE =
      Lineage.NONE.ledBy(1, "journal-b", JournalId.START).ledBy(3, "journal-a", id(1));

  private LeaseSubject store;
  private LeasePort port;

  /** A new, empty store. */
  protected abstract LeaseSubject subject();

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

  private static LeaseView seen(Answer answer) {
    return switch (answer) {
      case Answer.Seen(LeaseView view) -> view;
      case Answer.Failed(PricePort.Failure failure) -> throw new AssertionError(failure);
    };
  }

  private LeaseView view() {
    return seen(port.observe(Optional.empty()));
  }

  private LeaseView take(WriterLease lease, Duration length) {
    return seen(port.take(lease, length, false, Optional.empty()));
  }

  private LeaseView takeEvenIfHeld(WriterLease lease) {
    return seen(port.take(lease, LONG, true, Optional.empty()));
  }

  private void awaitNoneHeld() {
    await()
        .atMost(Duration.ofMinutes(1))
        .until(
            () -> {
              store.advance();
              return view().left().isZero();
            });
  }

  @Test
  @DisplayName("An empty store has no holder, no lineage and no instances")
  void emptyStore() {
    assertThat(view())
        .isEqualTo(
            new LeaseView(
                WriterLease.NONE_YET, Duration.ZERO, Lineage.NONE, JournalId.START, List.of()));
  }

  @Test
  @DisplayName("The first instance takes the lease, and every instance sees it")
  void firstTake() {
    LeaseView taken = take(LEASE, LONG);
    assertThat(taken.holder()).isEqualTo(LEASE);
    assertThat(taken.left()).isBetween(MUCH, LONG);
    assertThat(taken.lineage()).isEqualTo(Lineage.NONE);
    try (LeasePort other = store.open()) {
      LeaseView seen = seen(other.observe(Optional.empty()));
      assertThat(seen.holder()).isEqualTo(LEASE);
      assertThat(seen.isHeldByAnother(NEXT.instance())).isTrue();
      assertThat(seen.isHeldByAnother(LEASE.instance())).isFalse();
    }
  }

  @Test
  @DisplayName("A renewed lease holds from now on, and longer or shorter than before")
  void renews() {
    take(LEASE, Duration.ofMinutes(1));
    assertThat(take(LEASE, LONG).left()).isBetween(MUCH, LONG);
    assertThat(take(LEASE, SHORT).left()).isLessThanOrEqualTo(SHORT);
  }

  @Test
  @DisplayName("A lease of another instance is not taken before it has run out")
  void heldByAnother() {
    take(LEASE, LONG);
    assertThat(take(NEXT, LONG).holder()).isEqualTo(LEASE);

    take(LEASE, SHORT);
    awaitNoneHeld();

    assertThat(view().holder()).isEqualTo(LEASE);
    assertThat(take(NEXT, LONG).holder()).isEqualTo(NEXT);
    assertThat(take(LEASE, LONG).holder()).isEqualTo(NEXT);
  }

  @Test
  @DisplayName("A lease that holds can be ended by a higher epoch that asks for it")
  void evenIfHeld() {
    take(LEASE, LONG);
    LeaseView taken = takeEvenIfHeld(NEXT);
    assertThat(taken.holder()).isEqualTo(NEXT);
    assertThat(taken.left()).isBetween(MUCH, LONG);
  }

  @Test
  @DisplayName("A lower epoch never takes the lease, not even one that has run out")
  void higherEpochWins() {
    take(NEXT, SHORT);
    awaitNoneHeld();
    assertThat(takeEvenIfHeld(LEASE).holder()).isEqualTo(NEXT);
    assertThat(view().left()).isZero();
  }

  @Test
  @DisplayName("Of two instances with the same epoch the higher name wins, by the order of ASCII")
  void sameEpoch() {
    WriterLease higher = new WriterLease(LEASE.epoch(), "journal-aa", 5);
    WriterLease lower = new WriterLease(LEASE.epoch(), "journal-B", 5);
    take(lower, LONG);
    assertThat(takeEvenIfHeld(LEASE).holder()).isEqualTo(LEASE);
    assertThat(takeEvenIfHeld(lower).holder()).isEqualTo(LEASE);
    assertThat(takeEvenIfHeld(higher).holder()).isEqualTo(higher);
    assertThat(takeEvenIfHeld(LEASE).holder()).isEqualTo(higher);
  }

  @Test
  @DisplayName("An instance takes its own lease again with a higher epoch, never with a lower one")
  void ownLeaseAgain() {
    WriterLease restarted = new WriterLease(LEASE.epoch() + 1, LEASE.instance(), 77);
    take(LEASE, LONG);
    assertThat(take(restarted, LONG).holder()).isEqualTo(restarted);
    assertThat(take(LEASE, LONG).holder()).isEqualTo(restarted);
  }

  @Test
  @DisplayName("A released lease is free at once")
  void releases() {
    take(LEASE, LONG);
    LeaseView released = seen(port.release(LEASE));
    assertThat(released.left()).isZero();
    assertThat(released.holder()).isEqualTo(LEASE);
    assertThat(take(NEXT, LONG).holder()).isEqualTo(NEXT);
  }

  @Test
  @DisplayName("Releasing the lease of another instance, or of an earlier start, does nothing")
  void releasesOnlyItsOwn() {
    take(NEXT, LONG);
    assertThat(seen(port.release(LEASE)).left()).isGreaterThan(MUCH);
    WriterLease earlier = new WriterLease(NEXT.epoch(), NEXT.instance(), NEXT.startedUs() - 1);
    assertThat(seen(port.release(earlier)).left()).isGreaterThan(MUCH);
    assertThat(view().holder()).isEqualTo(NEXT);
  }

  @Test
  @DisplayName("Announced instances are visible for a minute, with the time since then")
  void announces() {
    InstanceReport older = report("journal-c", Role.FOLLOWER, Duration.ofSeconds(40));
    InstanceReport silent = report("journal-d", Role.FOLLOWER, Duration.ofSeconds(61));
    store.announcedBefore(silent);
    store.announcedBefore(older);
    assertThat(names(view())).containsExactly("journal-c");

    port.take(LEASE, LONG, false, Optional.of(report("journal-a", Role.LEADER)));
    LeaseView view = seen(port.observe(Optional.of(report("journal-b", Role.FOLLOWER))));

    assertThat(names(view)).containsExactly("journal-a", "journal-b", "journal-c");
    InstanceReport leader = view.instances().getFirst();
    assertThat(leader.role()).isEqualTo(Role.LEADER);
    assertThat(leader.address()).isEqualTo("10.0.0.1:8080");
    assertThat(leader.inSync()).isTrue();
    assertThat(leader.version()).isEqualTo("3.0.0");
    assertThat(leader.age()).isLessThan(Duration.ofSeconds(30));
    assertThat(view.instances().getLast().age())
        .isBetween(Duration.ofSeconds(40), Duration.ofSeconds(60));
    assertThat(names(view())).isEqualTo(names(view));
  }

  @Test
  @DisplayName("An instance that announces itself again is visible once, with its new role")
  void announcesAgain() {
    port.observe(Optional.of(report("journal-a", Role.FOLLOWER)));
    LeaseView view =
        seen(port.take(LEASE, LONG, false, Optional.of(report("journal-a", Role.LEADER))));
    assertThat(view.instances()).extracting(InstanceReport::role).containsExactly(Role.LEADER);
  }

  @Test
  @DisplayName("The 32 instances that announced themselves last are visible")
  void boundedInstances() {
    for (int i = 0; i < 40; i++) {
      store.announcedBefore(report("old-" + i, Role.FOLLOWER, Duration.ofSeconds(45 - i)));
    }
    LeaseView view = seen(port.observe(Optional.of(report("new", Role.FOLLOWER))));
    assertThat(names(view)).hasSize(32).contains("new", "old-39", "old-9").doesNotContain("old-8");
  }

  private static InstanceReport report(String instance, Role role) {
    return report(instance, role, Duration.ZERO);
  }

  private static InstanceReport report(String instance, Role role, Duration age) {
    return new InstanceReport(instance, role, true, "10.0.0.1:8080", "3.0.0", age);
  }

  private static List<String> names(LeaseView view) {
    return view.instances().stream().map(InstanceReport::instance).toList();
  }

  @Test
  @DisplayName("An emptied store has no holder, and the same lease can be taken again")
  void emptied() {
    take(NEXT, LONG);
    store.empty();
    assertThat(view().holder()).isEqualTo(WriterLease.NONE_YET);
    assertThat(view().left()).isZero();
    assertThat(take(LEASE, LONG).holder()).isEqualTo(LEASE);
  }

  @Test
  @DisplayName(
      "A lease that came back after another writer's claim does not cover the old position")
  void leaseThatCameBack() {
    take(NEXT, LONG);
    try (PricePort writer = store.openStore();
        PricePort other = store.openStore()) {
      claim(writer, NEXT, JournalId.START);
      store.empty();
      take(LEASE, LONG);
      claim(other, LEASE, JournalId.START);
      takeEvenIfHeld(NEXT);

      assertThat(writer.probe(JournalId.START)).isInstanceOf(Outcome.Diverged.class);
      claim(writer, NEXT, JournalId.START);
      applied(writer, ticks(1, 3), JournalId.START);
    }
  }

  @Test
  @DisplayName("A write under a lost lease is fenced")
  void lostLease() {
    take(LEASE, LONG);
    try (PricePort writer = store.openStore()) {
      claim(writer, LEASE, JournalId.START);
      applied(writer, ticks(1, 3), JournalId.START);

      takeEvenIfHeld(NEXT);

      assertThat(writer.apply(ticks(4, 5), id(3))).isEqualTo(new Outcome.Fenced(NEXT));
      assertThat(writer.probe(id(3))).isEqualTo(new Outcome.Fenced(NEXT));
      assertThat(writer.cutAfter(LEASE, id(1))).isEqualTo(new Outcome.Fenced(NEXT));
      StorePosition at = at(writer);
      assertThat(writer.claim(LEASE, Lineage.NONE, id(3), at)).isEqualTo(new Outcome.Fenced(NEXT));
      assertThat(at.ticks()).isEqualTo(id(3));
    }
  }

  @Test
  @DisplayName("Taking the lease leaves the cursor and the lineage as they are")
  void takesOnlyTheLease() {
    try (PricePort writer = store.openStore()) {
      take(LEASE, LONG);
      assertThat(writer.claim(LEASE, LINEAGE, JournalId.START, at(writer)))
          .isEqualTo(new Outcome.Applied(JournalId.START));
      applied(writer, ticks(1, 3), JournalId.START);

      LeaseView taken = takeEvenIfHeld(NEXT);

      assertThat(taken.lineage()).isEqualTo(LINEAGE);
      assertThat(taken.end()).isEqualTo(id(3));
      StorePosition at = at(writer);
      assertThat(at.lease()).isEqualTo(NEXT);
      assertThat(at.lineage()).isEqualTo(LINEAGE);
      assertThat(at.applied()).isEqualTo(id(3));
    }
  }

  @Test
  @DisplayName("Renewing the lease disturbs neither a claim nor the batches after it")
  void renewalsBesideWrites() {
    take(LEASE, LONG);
    try (PricePort writer = store.openStore()) {
      StorePosition read = at(writer);
      take(LEASE, LONG);
      assertThat(writer.claim(LEASE, LINEAGE, JournalId.START, read))
          .isEqualTo(new Outcome.Applied(JournalId.START));
      take(LEASE, LONG);
      applied(writer, ticks(1, 3), JournalId.START);
      take(LEASE, LONG);
      assertThat(writer.probe(id(3))).isEqualTo(new Outcome.Applied(id(3)));
      assertThat(at(writer).ticks()).isEqualTo(id(3));
      assertThat(view().left()).isBetween(MUCH, LONG);
    }
  }
}
