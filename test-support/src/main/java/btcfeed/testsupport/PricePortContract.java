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
import btcfeed.domain.journal.JournalId;
import btcfeed.domain.journal.Lineage;
import btcfeed.domain.port.PricePort;
import btcfeed.domain.port.PricePort.Failure;
import btcfeed.domain.port.PricePort.Outcome;
import btcfeed.domain.port.PricePort.PositionResult;
import btcfeed.domain.store.StorePosition;
import btcfeed.domain.store.WriterLease;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * The promises of every {@link PricePort}. They run against the fake and against Redis, so that a
 * test with the fake is valid for Redis.
 */
public abstract class PricePortContract {
  /** The store as seen from outside. */
  public interface Subject extends AutoCloseable {
    /** A writer's connection; the test closes it. */
    PricePort open();

    /** FLUSHALL. */
    void empty();

    /** DEL btc:ticks. */
    void forgetTicks();

    /** DEL btc:feed. */
    void forgetCursor();

    /** Another program removes a key. */
    void remove(String key);

    /** Sets the writer's wall clock. */
    void time(long wallMs);

    /** All messages of mutations, as {@code channel message}. */
    List<String> published();

    /** Another program appends to btc:ticks. */
    void addForeignTick(JournalId id);

    /** Makes it unreachable until {@link #heal}. */
    void cut();

    void heal();

    /** Ids of btc:ticks, in order. */
    List<JournalId> ticks();

    /** Ids of btc:gaps, in order. */
    List<JournalId> gaps();

    @Override
    void close();
  }

  private Subject store;
  private PricePort port;

  /** A new, empty store. */
  protected abstract Subject subject();

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
  @DisplayName("An empty store is at the start and has no lease")
  void emptyStore() {
    StorePosition at = at(port);
    assertThat(at.applied()).isEqualTo(JournalId.START);
    assertThat(at.ticks()).isEqualTo(JournalId.START);
    assertThat(at.gaps()).isEqualTo(JournalId.START);
    assertThat(at.lease()).isEqualTo(WriterLease.NONE_YET);
  }

  @Test
  @DisplayName("An applied batch is in the streams and in the position")
  void applies() {
    claim(port, LEASE, JournalId.START);
    Batch batch = Batch.of(List.of(tick(1), gap(2), tick(3), checkpoint(4)));

    assertThat(port.apply(batch, JournalId.START)).isEqualTo(new Outcome.Applied(id(4)));

    assertThat(store.ticks()).containsExactly(id(1), id(3));
    assertThat(store.gaps()).containsExactly(id(2));
    StorePosition at = at(port);
    assertThat(at.applied()).isEqualTo(id(4));
    assertThat(at.appliedTicks()).isEqualTo(id(3)).isEqualTo(at.ticks());
    assertThat(at.appliedGaps()).isEqualTo(id(2)).isEqualTo(at.gaps());
    assertThat(at.lease()).isEqualTo(LEASE);
  }

  @Test
  @DisplayName("A batch that was begun is applied later, and the caller is notified")
  void begins() {
    claim(port, LEASE, JournalId.START);
    CompletableFuture<Void> answered = new CompletableFuture<>();
    PricePort.PendingWrite sent =
        port.begin(ticks(1, 3), JournalId.START, () -> answered.complete(null));
    if (!sent.isDone()) {
      answered.orTimeout(60, TimeUnit.SECONDS).join();
    }

    assertThat(sent.isDone()).isTrue();
    assertThat(sent.isApplied()).isTrue();
    assertThat(sent.outcome()).isEqualTo(new Outcome.Applied(id(3)));
    assertThat(store.ticks()).isEqualTo(ids(1, 3));
  }

  @Test
  @DisplayName("Batches follow one another without a gap")
  void appliesMore() {
    claim(port, LEASE, JournalId.START);
    applied(port, ticks(1, 3), JournalId.START);
    applied(port, ticks(4, 4), id(3));
    applied(port, ticks(5, 9), id(4));
    assertThat(store.ticks()).isEqualTo(ids(1, 9));
  }

  @Test
  @DisplayName("A repeated batch is diverged and changes nothing")
  void repeatIsDiverged() {
    claim(port, LEASE, JournalId.START);
    applied(port, ticks(1, 3), JournalId.START);
    assertThat(port.apply(ticks(1, 3), JournalId.START)).isInstanceOf(Outcome.Diverged.class);
    assertThat(store.ticks()).isEqualTo(ids(1, 3));
    assertThat(at(port).applied()).isEqualTo(id(3));
  }

  @Test
  @DisplayName("A replay from further back skips present entries and adds the rest")
  void replayOverlaps() {
    claim(port, LEASE, JournalId.START);
    applied(port, ticks(1, 5), JournalId.START);

    claim(port, LEASE, JournalId.START);
    applied(port, ticks(1, 3), JournalId.START);
    applied(port, ticks(4, 8), id(3));

    assertThat(store.ticks()).isEqualTo(ids(1, 8));
  }

  @Test
  @DisplayName("Applying and probing without a lease is diverged")
  void unclaimed() {
    at(port);
    assertThat(port.apply(ticks(1, 2), JournalId.START)).isInstanceOf(Outcome.Diverged.class);
    assertThat(port.probe(JournalId.START)).isInstanceOf(Outcome.Diverged.class);
    assertThat(store.ticks()).isEmpty();
  }

  @Test
  @DisplayName("An emptied store is diverged for the next batch and probe")
  void emptied() {
    claim(port, LEASE, JournalId.START);
    applied(port, ticks(1, 3), JournalId.START);
    store.empty();

    assertThat(port.probe(id(3))).isInstanceOf(Outcome.Diverged.class);
    assertThat(port.apply(ticks(4, 5), id(3))).isInstanceOf(Outcome.Diverged.class);

    assertThat(store.ticks()).isEmpty();
    claim(port, LEASE, JournalId.START);
    applied(port, ticks(1, 5), JournalId.START);
    assertThat(store.ticks()).isEqualTo(ids(1, 5));
  }

  @Test
  @DisplayName("A lost tick stream is detected and refilled from the start")
  void lostStream() {
    claim(port, LEASE, JournalId.START);
    applied(port, Batch.of(List.of(tick(1), gap(2), tick(3))), JournalId.START);
    store.forgetTicks();

    assertThat(port.probe(id(3))).isInstanceOf(Outcome.Diverged.class);
    StorePosition at = at(port);
    assertThat(at.ticks()).isEqualTo(JournalId.START);
    assertThat(at.appliedTicks()).isEqualTo(id(3));

    claim(port, LEASE, JournalId.START);
    applied(port, Batch.of(List.of(tick(1), gap(2), tick(3), tick(4))), JournalId.START);
    assertThat(store.ticks()).containsExactly(id(1), id(3), id(4));
    assertThat(store.gaps()).containsExactly(id(2));
  }

  @Test
  @DisplayName("Another program's entry in a stream stops the writer before its batch")
  void foreignEntry() {
    claim(port, LEASE, JournalId.START);
    applied(port, ticks(1, 3), JournalId.START);
    store.addForeignTick(id(77));

    assertThat(port.apply(ticks(4, 5), id(3))).isInstanceOf(Outcome.Diverged.class);
    StorePosition at = at(port);
    assertThat(at.ticks()).isEqualTo(id(77));
    assertThat(at.appliedTicks()).isEqualTo(id(3));
  }

  @Test
  @DisplayName("A writer with a newer epoch fences the older one")
  void fenced() {
    claim(port, LEASE, JournalId.START);
    applied(port, ticks(1, 3), JournalId.START);
    WriterLease newer = new WriterLease(LEASE.epoch() + 1, "journal-b", 5);
    try (PricePort other = store.open()) {
      claim(other, newer, id(3));
      assertThat(port.apply(ticks(4, 5), id(3))).isEqualTo(new Outcome.Fenced(newer));
      assertThat(port.probe(id(3))).isEqualTo(new Outcome.Fenced(newer));
      assertThat(port.claim(LEASE, Lineage.NONE, id(3), at(port)))
          .isEqualTo(new Outcome.Fenced(newer));
      applied(other, ticks(4, 5), id(3));
    }
    assertThat(store.ticks()).isEqualTo(ids(1, 5));
  }

  @Test
  @DisplayName("A claim based on an old position is diverged")
  void staleClaim() {
    claim(port, LEASE, JournalId.START);
    StorePosition before = at(port);
    applied(port, ticks(1, 3), JournalId.START);
    assertThat(port.claim(LEASE, Lineage.NONE, JournalId.START, before))
        .isInstanceOf(Outcome.Diverged.class);
    assertThat(at(port).applied()).isEqualTo(id(3));
  }

  @Test
  @DisplayName("A claim stores who wrote the journal; batches and probes leave that as it is")
  void lineage() {
    assertThat(at(port).lineage()).isEqualTo(Lineage.NONE);
    Lineage first = Lineage.NONE.ledBy(3, "journal-a", JournalId.START);
    Lineage second = first.ledBy(4, "journal-b", id(2)).ledBy(5, "journal-a", id(3));
    for (Lineage lineage : List.of(first, second, Lineage.NONE, second)) {
      JournalId end = at(port).applied();
      assertThat(port.claim(LEASE, lineage, end, at(port))).isEqualTo(new Outcome.Applied(end));
      assertThat(at(port).lineage()).isEqualTo(lineage);
    }
    applied(port, ticks(1, 3), JournalId.START);
    assertThat(port.probe(id(3))).isEqualTo(new Outcome.Applied(id(3)));
    assertThat(at(port).lineage()).isEqualTo(second);
  }

  @Test
  @DisplayName("A probe changes nothing")
  void probes() {
    claim(port, LEASE, JournalId.START);
    applied(port, ticks(1, 3), JournalId.START);
    StorePosition before = at(port);
    assertThat(port.probe(id(3))).isEqualTo(new Outcome.Applied(id(3)));
    assertThat(at(port)).isEqualTo(before);
  }

  @Test
  @DisplayName(
      "Values applied ahead of a backlog are in no stream, move no cursor and affect nothing later")
  void critical() {
    claim(port, LEASE, JournalId.START);
    applied(port, ticks(1, 3), JournalId.START);
    StorePosition before = at(port);

    assertThat(port.applyCritical(ticks(7, 9), id(3))).isEqualTo(new Outcome.Applied(id(3)));
    assertThat(port.applyCritical(ticks(7, 9), id(3))).isEqualTo(new Outcome.Applied(id(3)));

    assertThat(at(port)).isEqualTo(before);
    applied(port, ticks(4, 9), id(3));
    assertThat(store.ticks()).isEqualTo(ids(1, 9));
  }

  @Test
  @DisplayName("Nothing is applied ahead in a store that is not as its writer left it")
  void criticalIsGuarded() {
    claim(port, LEASE, JournalId.START);
    applied(port, ticks(1, 3), JournalId.START);
    assertThat(port.applyCritical(ticks(7, 9), id(2))).isInstanceOf(Outcome.Diverged.class);

    WriterLease newer = new WriterLease(LEASE.epoch() + 1, "journal-b", 5);
    try (PricePort other = store.open()) {
      claim(other, newer, id(3));
      assertThat(port.applyCritical(ticks(7, 9), id(3))).isEqualTo(new Outcome.Fenced(newer));
    }
  }

  @Test
  @DisplayName("While the store is away every call fails without an exception; then it continues")
  void away() {
    claim(port, LEASE, JournalId.START);
    applied(port, ticks(1, 3), JournalId.START);
    store.cut();

    assertThat(port.apply(ticks(4, 5), id(3))).isInstanceOf(Outcome.Failed.class);
    assertThat(port.probe(id(3))).isInstanceOf(Outcome.Failed.class);
    assertThat(port.position())
        .isInstanceOfSatisfying(
            PositionResult.Failed.class,
            failed -> assertThat(failed.failure()).isInstanceOf(Failure.Unreachable.class));

    store.heal();
    claim(port, LEASE, at(port).applied());
    applied(port, ticks(4, 5), id(3));
    assertThat(store.ticks()).isEqualTo(ids(1, 5));
  }

  @Test
  @DisplayName("A second close changes nothing, and a closed port fails without an exception")
  void closes() {
    claim(port, LEASE, JournalId.START);
    port.close();
    port.close();
    assertThat(port.apply(ticks(1, 1), JournalId.START)).isInstanceOf(Outcome.Failed.class);
    assertThat(port.position()).isInstanceOf(PositionResult.Failed.class);
  }
}
