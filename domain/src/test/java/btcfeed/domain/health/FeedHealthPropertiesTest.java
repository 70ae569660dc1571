package btcfeed.domain.health;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.domain.line.LineState;
import btcfeed.domain.port.JournalPort;
import btcfeed.domain.store.ActiveStore;
import btcfeed.domain.store.StoreName;
import btcfeed.domain.store.StoreReport;
import btcfeed.domain.store.StoreState;
import btcfeed.domain.store.SwitchReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

@Label("Whatever the facts are")
class FeedHealthPropertiesTest {

  @Property
  @Label("a feed without a fresh price is unhealthy, and never anything better")
  void staleIsNeverHealthy(@ForAll("facts") FeedFacts facts) {
    boolean fresh =
        facts.priceAge().map(age -> age.compareTo(facts.staleAfter()) <= 0).orElse(false);

    if (!fresh) {
      assertThat(FeedHealth.judge(facts).status()).isEqualTo(FeedHealth.Status.UNHEALTHY);
    }
  }

  @Property
  @Label("healthy means a fresh price, a writable store, a working journal and no refusal")
  void healthyIsAClaim(@ForAll("facts") FeedFacts facts) {
    if (FeedHealth.judge(facts).status() != FeedHealth.Status.HEALTHY) {
      return;
    }
    assertThat(facts.priceAge().orElseThrow()).isLessThanOrEqualTo(facts.staleAfter());
    assertThat(facts.stores()).isNotEmpty().allMatch(store -> store.state().writable());
    assertThat(facts.stores()).allMatch(store -> store.lost() == 0);
    assertThat(facts.journal().failure()).isEmpty();
    assertThat(facts.journal().dropped()).isZero();
    assertThat(facts.venues()).allMatch(venue -> venue.refusal().isEmpty());
    assertThat(facts.draining()).isFalse();
  }

  @Property
  @Label("reasons are sorted worst first, each once, and the first decides the status")
  void worstFirst(@ForAll("facts") FeedFacts facts) {
    FeedHealth health = FeedHealth.judge(facts);

    List<Severity> severities = health.reasons().stream().map(Reason::severity).toList();
    assertThat(severities).isSortedAccordingTo((a, b) -> b.compareTo(a));
    assertThat(health.reasons()).extracting(Reason::code).doesNotHaveDuplicates();
    assertThat(health.status())
        .isEqualTo(Given.statusOf(severities.isEmpty() ? Severity.NOTE : severities.getFirst()));
  }

  @Property
  @Label("one more trouble never makes a feed healthier")
  void troubleNeverHelps(@ForAll("facts") FeedFacts facts) {
    FeedHealth.Status before = FeedHealth.judge(facts).status();
    List<StoreReport> away = new ArrayList<>();
    for (StoreReport store : facts.stores()) {
      away.add(
          Given.store(
              store.name(),
              new StoreState.Away(0, SwitchReason.UNREACHABLE, "cut"),
              store.lag(),
              "allkeys-lru",
              store.lost()));
    }

    List<FeedFacts> worse =
        List.of(
            Given.draining(facts),
            Given.priceAge(facts, Optional.empty()),
            Given.stores(facts, facts.active(), away.toArray(StoreReport[]::new)),
            Given.journal(facts, Given.journal(1, 1, "failing")));

    assertThat(worse).allMatch(facts2 -> FeedHealth.judge(facts2).status().compareTo(before) >= 0);
  }

  @Provide
  Arbitrary<FeedFacts> facts() {
    Arbitrary<List<VenueReport>> venues = venue().list().ofMaxSize(1);
    Arbitrary<List<StoreReport>> both =
        Combinators.combine(store(StoreName.PRIMARY), store(StoreName.FAILOVER)).as(List::of);
    Arbitrary<List<StoreReport>> one = store(StoreName.FAILOVER).map(List::of);
    Arbitrary<ActiveStore> active =
        Arbitraries.of(Given.ON_PRIMARY, Given.ON_FAILOVER, new ActiveStore.Held(0));
    return Combinators.combine(
            age(),
            venues,
            Arbitraries.oneOf(both, one, Arbitraries.<List<StoreReport>>just(List.of())),
            active,
            journal(),
            mostly(false, true))
        .as(
            (age, v, s, a, j, draining) ->
                new FeedFacts(age, Given.STALE_AFTER, v, s, a, j, draining, List.of(), List.of()));
  }

  private static Arbitrary<VenueReport> venue() {
    Arbitrary<LineState> line =
        Arbitraries.of(
            Given.STREAMING,
            Given.STREAMING,
            new LineState.Waiting(0, "refused"),
            new LineState.Opening(0),
            new LineState.Subscribing(0));
    return Combinators.combine(
            line, mostly(Optional.<String>empty(), Optional.of("no")), age(), age())
        .as(Given::venue);
  }

  private static Arbitrary<StoreReport> store(StoreName name) {
    Arbitrary<StoreState> state =
        Arbitraries.of(
            Given.LIVE,
            Given.LIVE,
            new StoreState.CatchingUp(0, 5),
            new StoreState.Away(0, SwitchReason.REFUSED, "OOM"),
            new StoreState.Stopped(0, "fenced"));
    return Combinators.combine(
            state,
            mostly(Duration.ZERO, Duration.ofMinutes(1)),
            mostly("noeviction", "allkeys-lru"),
            mostly(0L, 5L))
        .as((s, lag, policy, lost) -> Given.store(name, s, lag, policy, lost));
  }

  private static Arbitrary<JournalPort.Status> journal() {
    return Combinators.combine(
            Arbitraries.of(0L, 5000L, 9500L, 10_000L), mostly(0L, 3L), mostly("", "I/O error"))
        .as(Given::journal);
  }

  private static Arbitrary<Optional<Duration>> age() {
    return Arbitraries.of(
        Optional.of(Duration.ZERO),
        Optional.of(Given.FRESH),
        Optional.of(Given.STALE_AFTER),
        Optional.of(Given.STALE),
        Optional.empty());
  }

  private static <T> Arbitrary<T> mostly(T usual, T seldom) {
    return Arbitraries.of(List.of(usual, usual, usual, usual, usual, seldom));
  }
}
