package btcfeed.domain.health;

import static btcfeed.domain.health.Given.FRESH;
import static btcfeed.domain.health.Given.LIVE;
import static btcfeed.domain.health.Given.ON_FAILOVER;
import static btcfeed.domain.health.Given.ON_PRIMARY;
import static btcfeed.domain.health.Given.STALE;
import static btcfeed.domain.health.Given.STALE_AFTER;
import static btcfeed.domain.health.Given.STREAMING;
import static btcfeed.domain.health.Given.store;
import static btcfeed.domain.health.Given.venue;
import static btcfeed.domain.health.Given.well;
import static btcfeed.domain.health.Severity.DEGRADED;
import static btcfeed.domain.health.Severity.NOTE;
import static btcfeed.domain.health.Severity.UNHEALTHY;
import static btcfeed.domain.store.StoreName.FAILOVER;
import static btcfeed.domain.store.StoreName.PRIMARY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import btcfeed.domain.line.LineState;
import btcfeed.domain.port.JournalPort;
import btcfeed.domain.store.ActiveStore;
import btcfeed.domain.store.StoreState;
import btcfeed.domain.store.SwitchReason;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The feed")
class FeedHealthTest {

  @Test
  @DisplayName("is healthy, without a reason, when everything is well")
  void well_() {
    assertThat(FeedHealth.judge(well()).status()).isEqualTo(FeedHealth.Status.HEALTHY);
    assertThat(FeedHealth.judge(well()).reasons()).isEmpty();
  }

  @Nested
  @DisplayName("is unhealthy")
  class Unhealthy {
    @Test
    @DisplayName("before the first price")
    void noPrice() {
      judged(Given.priceAge(well(), Optional.empty())).because(UNHEALTHY, "no_price");
    }

    @Test
    @DisplayName("when the price is stale, though every machine runs")
    void stalePrice() {
      judged(Given.priceAge(well(), Optional.of(STALE_AFTER.plusNanos(1))))
          .because(UNHEALTHY, "stale_price");
      judged(Given.priceAge(well(), Optional.of(STALE_AFTER))).because();
    }

    @Test
    @DisplayName("when no store takes writes")
    void noStore() {
      judged(
              Given.stores(
                  well(),
                  ON_PRIMARY,
                  store(PRIMARY, away(SwitchReason.UNREACHABLE)),
                  store(FAILOVER, new StoreState.Stopped(0, "fenced"))))
          .because(
              UNHEALTHY, "no_store", DEGRADED, "primary_unreachable", DEGRADED, "failover_stopped");
    }

    @Test
    @DisplayName("when the journal cannot be written")
    void journalFailing() {
      judged(Given.journal(well(), Given.journal(1000, 0, "No space left on device")))
          .because(UNHEALTHY, "journal_failing");
    }

    @Test
    @DisplayName("when it is stopping, so that no traffic is sent here any more")
    void draining() {
      judged(Given.draining(well())).because(UNHEALTHY, "draining");
    }
  }

  @Nested
  @DisplayName("is degraded")
  class Degraded {
    @Test
    @DisplayName("while readers are pointed at the failover")
    void usingFailover() {
      judged(Given.stores(well(), ON_FAILOVER, store(PRIMARY, LIVE), store(FAILOVER, LIVE)))
          .because(DEGRADED, "using_failover");
    }

    @Test
    @DisplayName("while an operator keeps them there, and reports it")
    void held() {
      judged(
              Given.stores(
                  well(), new ActiveStore.Held(0), store(PRIMARY, LIVE), store(FAILOVER, LIVE)))
          .because(DEGRADED, "using_failover", NOTE, "held_by_operator");
    }

    @ParameterizedTest
    @EnumSource(SwitchReason.class)
    @DisplayName("while a store is away, and reports the reason")
    void away_(SwitchReason reason) {
      judged(Given.stores(well(), ON_PRIMARY, store(PRIMARY, LIVE), store(FAILOVER, away(reason))))
          .because(DEGRADED, "failover_" + reason.text());
      judged(Given.stores(well(), ON_FAILOVER, store(PRIMARY, away(reason)), store(FAILOVER, LIVE)))
          .because(DEGRADED, "using_failover", DEGRADED, "primary_" + reason.text());
    }

    @Test
    @DisplayName("while a store is stopped until a person has looked")
    void stopped() {
      judged(
              Given.stores(
                  well(),
                  ON_PRIMARY,
                  store(PRIMARY, LIVE),
                  store(FAILOVER, new StoreState.Stopped(0, "a stranger's entry"))))
          .because(DEGRADED, "failover_stopped");
    }

    @Test
    @DisplayName("while a store is more than a few seconds behind")
    void catchingUp() {
      StoreState catchingUp = new StoreState.CatchingUp(0, 100);
      judged(
              Given.stores(
                  well(),
                  ON_PRIMARY,
                  store(PRIMARY, LIVE),
                  store(FAILOVER, catchingUp, Duration.ofSeconds(6), "noeviction", 0)))
          .because(DEGRADED, "failover_catching_up");
      judged(
              Given.stores(
                  well(),
                  ON_PRIMARY,
                  store(PRIMARY, LIVE),
                  store(FAILOVER, catchingUp, Duration.ofSeconds(5), "noeviction", 0)))
          .because();
    }

    @ParameterizedTest
    @ValueSource(strings = {"allkeys-lru", "volatile-ttl", "allkeys-random"})
    @DisplayName("when a store may throw away what it was given")
    void evicts(String policy) {
      judged(
              Given.stores(
                  well(),
                  ON_PRIMARY,
                  store(PRIMARY, LIVE, Duration.ZERO, policy, 0),
                  store(FAILOVER, LIVE)))
          .because(DEGRADED, "primary_evicts");
    }

    @Test
    @DisplayName("when a store will never get some records")
    void lostRecords() {
      judged(
              Given.stores(
                  well(),
                  ON_PRIMARY,
                  store(PRIMARY, LIVE),
                  store(FAILOVER, LIVE, Duration.ZERO, "noeviction", 3)))
          .because(DEGRADED, "failover_lost_records");
    }

    @Test
    @DisplayName("when the journal had to drop what a store still needed")
    void journalDropped() {
      judged(Given.journal(well(), Given.journal(9999, 12, "")))
          .because(DEGRADED, "journal_dropped");
    }

    @Test
    @DisplayName("when a venue refuses the subscription, whatever its line does")
    void refused() {
      judged(
              Given.venues(
                  well(),
                  venue(
                      STREAMING,
                      Optional.of("no such symbol"),
                      Optional.of(FRESH),
                      Optional.of(FRESH))))
          .because(DEGRADED, "binance_refused");
      judged(
              Given.venues(
                  well(),
                  venue(
                      STREAMING,
                      Optional.of("no such symbol"),
                      Optional.of(STALE),
                      Optional.of(STALE))))
          .because(DEGRADED, "binance_refused", DEGRADED, "binance_quiet");
    }

    @Test
    @DisplayName("when there is no connection to a venue, even while its last price is fresh")
    void disconnected() {
      judged(
              Given.venues(
                  well(),
                  venue(new LineState.Waiting(9, "connection refused"), Optional.of(FRESH))))
          .because(DEGRADED, "binance_disconnected");
    }

    @Test
    @DisplayName("while a venue that was up is being connected to again, but not at the start")
    void connecting() {
      judged(Given.venues(well(), venue(new LineState.Opening(0), Optional.of(FRESH))))
          .because(DEGRADED, "binance_connecting");
      judged(Given.venues(well(), venue(new LineState.Subscribing(0), Optional.of(FRESH))))
          .because(DEGRADED, "binance_connecting");
      judged(Given.venues(well(), venue(new LineState.Opening(0), Optional.empty()))).because();
      judged(Given.venues(well(), venue(new LineState.Subscribing(0), Optional.empty()))).because();
    }

    @Test
    @DisplayName("when a venue is connected and subscribed and sends no trade")
    void quiet() {
      judged(Given.venues(well(), venue(STREAMING, Optional.of(STALE))))
          .because(DEGRADED, "binance_quiet");
      judged(Given.venues(well(), venue(STREAMING, Optional.empty())))
          .because(DEGRADED, "binance_quiet");
    }

    @Test
    @DisplayName("when a venue sends trades, and every one of them is old")
    void onlyRepeats() {
      judged(
              Given.venues(
                  well(),
                  venue(STREAMING, Optional.empty(), Optional.of(FRESH), Optional.of(STALE))))
          .because(DEGRADED, "binance_only_repeats");
      judged(
              Given.venues(
                  well(), venue(STREAMING, Optional.empty(), Optional.of(FRESH), Optional.empty())))
          .because(DEGRADED, "binance_only_repeats");
    }
  }

  @Nested
  @DisplayName("is healthy")
  class Healthy {
    @Test
    @DisplayName("while a venue is silent no longer than is usual for it")
    void slowVenue() {
      VenueReport slow =
          Given.venue(STREAMING, Optional.empty(), Optional.of(STALE), Optional.of(STALE), STALE);
      judged(Given.venues(well(), slow)).because();
    }
  }

  @Nested
  @DisplayName("is healthy, with a note")
  class Notes {
    @Test
    @DisplayName("when no primary is configured: the local store is the active one")
    void noPrimary() {
      judged(Given.stores(well(), ON_FAILOVER, store(FAILOVER, LIVE))).because(NOTE, "no_primary");
    }

    @Test
    @DisplayName("when the journal is near its limit and nothing was lost by that")
    void journalAtLimit() {
      judged(Given.journal(well(), Given.journal(9001, 0, ""))).because(NOTE, "journal_at_limit");
      judged(Given.journal(well(), Given.journal(9000, 0, ""))).because();
    }
  }

  @Test
  @DisplayName(
      "is degraded by a journal that was damaged, and says whether the stores had the rest")
  void journalDamaged() {
    JournalPort.Status sound = Given.journal(1, 0, "");
    for (boolean unasked : new boolean[] {true, false}) {
      FeedFacts facts =
          Given.journal(
              well(),
              new JournalPort.Status(
                  sound.oldest(),
                  sound.newest(),
                  sound.syncedTo(),
                  1,
                  1,
                  10_000,
                  1,
                  0,
                  new JournalPort.Losses(0, 2, 5, unasked),
                  ""));
      judged(facts).because(DEGRADED, "journal_damaged");
      assertThat(FeedHealth.judge(facts).reasons().getFirst().detail().contains("twice"))
          .isEqualTo(unasked);
    }
  }

  @Test
  @DisplayName("reports the worst reason first")
  void worstFirst() {
    FeedFacts facts = Given.priceAge(well(), Optional.of(STALE));
    facts = Given.stores(facts, ON_FAILOVER, store(FAILOVER, away(SwitchReason.REFUSED)));
    facts = Given.venues(facts, venue(new LineState.Waiting(9, "refused"), Optional.of(STALE)));
    facts = Given.journal(facts, Given.journal(9999, 0, "I/O error"));
    facts = Given.draining(facts);

    judged(facts)
        .because(
            UNHEALTHY, "stale_price",
            UNHEALTHY, "no_store",
            UNHEALTHY, "journal_failing",
            UNHEALTHY, "draining",
            DEGRADED, "failover_refused",
            DEGRADED, "binance_disconnected",
            NOTE, "no_primary",
            NOTE, "journal_at_limit");
  }

  @Test
  @DisplayName("explains itself in the same words under every locale")
  void localesDoNotMatter() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.GERMANY);
      assertThat(
              FeedHealth.judge(Given.priceAge(well(), Optional.of(Duration.ofMillis(11_500))))
                  .reasons())
          .singleElement()
          .extracting(Reason::detail)
          .isEqualTo("the newest price in the active store is 11.5 s old, fresh is up to 10.0 s");
    } finally {
      Locale.setDefault(before);
    }
  }

  private static StoreState away(SwitchReason reason) {
    return new StoreState.Away(0, reason, "why");
  }

  private static Judged judged(FeedFacts facts) {
    return new Judged(FeedHealth.judge(facts));
  }

  /** A verdict, and whether it is the expected one. */
  private record Judged(FeedHealth health) {
    /**
     * Expects exactly these reasons, as pairs of severity and code, and the status of the worst.
     */
    void because(Object... severitiesAndCodes) {
      var expected = new Tuple[severitiesAndCodes.length / 2];
      Severity worst = NOTE;
      for (int i = 0; i < expected.length; i++) {
        Severity severity = (Severity) severitiesAndCodes[2 * i];
        worst = severity.compareTo(worst) > 0 ? severity : worst;
        expected[i] = tuple(severity, severitiesAndCodes[2 * i + 1]);
      }
      assertThat(health.reasons())
          .extracting(Reason::severity, Reason::code)
          .containsExactly(expected);
      assertThat(health.reasons()).allMatch(reason -> !reason.detail().isBlank());
      assertThat(health.status()).isEqualTo(Given.statusOf(worst));
    }
  }

  @Test
  @DisplayName("is unhealthy while one of its threads is dead, degraded while one fails")
  void workers() {
    FeedFacts well = well();
    for (boolean alive : new boolean[] {true, false}) {
      FeedFacts facts =
          new FeedFacts(
              well.priceAge(),
              well.staleAfter(),
              well.venues(),
              well.stores(),
              well.active(),
              well.journal(),
              false,
              List.of(
                  new WorkerReport("ingest", true, false, 3),
                  new WorkerReport("sender-primary", alive, true, 1)),
              List.of());
      judged(facts).because(alive ? DEGRADED : UNHEALTHY, alive ? "worker_failing" : "worker_dead");
    }
  }
}
