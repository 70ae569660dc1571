package btcfeed.domain.health;

import btcfeed.domain.journal.JournalId;
import btcfeed.domain.line.LineState;
import btcfeed.domain.market.Venue;
import btcfeed.domain.port.JournalPort;
import btcfeed.domain.store.ActiveStore;
import btcfeed.domain.store.StoreCondition;
import btcfeed.domain.store.StoreFacts;
import btcfeed.domain.store.StoreName;
import btcfeed.domain.store.StoreReport;
import btcfeed.domain.store.StoreState;
import btcfeed.domain.store.SwitchReason;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Facts to judge: a feed that is well in every respect, and the ways to make it less so. */
final class Given {
  static final Duration STALE_AFTER = Duration.ofSeconds(10);
  static final Duration FRESH = Duration.ofSeconds(1);
  static final Duration STALE = Duration.ofSeconds(11);
  static final StoreState LIVE = new StoreState.Live(0);
  static final ActiveStore ON_PRIMARY = new ActiveStore.OnPrimary(0, SwitchReason.STARTED);
  static final ActiveStore ON_FAILOVER = new ActiveStore.OnFailover(0, SwitchReason.UNREACHABLE);
  static final LineState STREAMING = new LineState.Streaming(0);

  private Given() {}

  static FeedFacts well() {
    return new FeedFacts(
        Optional.of(FRESH),
        STALE_AFTER,
        List.of(venue(STREAMING, Optional.of(FRESH))),
        List.of(store(StoreName.PRIMARY, LIVE), store(StoreName.FAILOVER, LIVE)),
        ON_PRIMARY,
        journal(1000, 0, ""),
        false,
        List.of(),
        List.of());
  }

  /** What a feed is whose worst reason weighs this much. */
  static FeedHealth.Status statusOf(Severity worst) {
    return switch (worst) {
      case NOTE -> FeedHealth.Status.HEALTHY;
      case DEGRADED -> FeedHealth.Status.DEGRADED;
      case UNHEALTHY -> FeedHealth.Status.UNHEALTHY;
    };
  }

  static FeedFacts priceAge(FeedFacts facts, Optional<Duration> age) {
    return new FeedFacts(
        age,
        facts.staleAfter(),
        facts.venues(),
        facts.stores(),
        facts.active(),
        facts.journal(),
        facts.draining(),
        List.of(),
        List.of());
  }

  static FeedFacts venues(FeedFacts facts, VenueReport... venues) {
    return new FeedFacts(
        facts.priceAge(),
        facts.staleAfter(),
        List.of(venues),
        facts.stores(),
        facts.active(),
        facts.journal(),
        facts.draining(),
        List.of(),
        List.of());
  }

  static FeedFacts stores(FeedFacts facts, ActiveStore active, StoreReport... stores) {
    return new FeedFacts(
        facts.priceAge(),
        facts.staleAfter(),
        facts.venues(),
        List.of(stores),
        active,
        facts.journal(),
        facts.draining(),
        List.of(),
        List.of());
  }

  static FeedFacts journal(FeedFacts facts, JournalPort.Status journal) {
    return new FeedFacts(
        facts.priceAge(),
        facts.staleAfter(),
        facts.venues(),
        facts.stores(),
        facts.active(),
        journal,
        facts.draining(),
        List.of(),
        List.of());
  }

  static FeedFacts draining(FeedFacts facts) {
    return new FeedFacts(
        facts.priceAge(),
        facts.staleAfter(),
        facts.venues(),
        facts.stores(),
        facts.active(),
        facts.journal(),
        true,
        List.of(),
        List.of());
  }

  static VenueReport venue(LineState line, Optional<Duration> tickAge) {
    return venue(line, Optional.empty(), tickAge, tickAge);
  }

  static VenueReport venue(
      LineState line,
      Optional<String> refusal,
      Optional<Duration> tradeAge,
      Optional<Duration> tickAge) {
    return venue(line, refusal, tradeAge, tickAge, Duration.ofSeconds(1));
  }

  static VenueReport venue(
      LineState line,
      Optional<String> refusal,
      Optional<Duration> tradeAge,
      Optional<Duration> tickAge,
      Duration patience) {
    return new VenueReport(
        new Venue("binance"),
        line,
        refusal,
        tradeAge,
        tradeAge,
        tickAge,
        patience,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        Map.of(),
        BackfillReport.NONE,
        List.of());
  }

  /** The same venue, with what its back-fill and its lines do. */
  static VenueReport venue(VenueReport venue, BackfillReport backfill, List<LineReport> lines) {
    return new VenueReport(
        venue.venue(),
        venue.line(),
        venue.refusal(),
        venue.messageAge(),
        venue.tradeAge(),
        venue.tickAge(),
        venue.usualSilence(),
        venue.messages(),
        venue.trades(),
        venue.ticks(),
        venue.duplicates(),
        venue.backfilled(),
        venue.gapsOpen(),
        venue.gapsSeen(),
        venue.reconnects(),
        venue.refused(),
        backfill,
        lines);
  }

  static StoreReport store(StoreName name, StoreState state) {
    return store(name, state, Duration.ZERO, "noeviction", 0);
  }

  static StoreReport store(
      StoreName name, StoreState state, Duration lag, String policy, long lost) {
    return new StoreReport(
        name,
        "localhost:6379",
        state,
        new StoreFacts("run", "7.0.15", "master", policy),
        JournalId.START,
        lag.isZero() ? 0 : 77,
        lag,
        Optional.empty(),
        StoreReport.CatchUp.NONE,
        0,
        0,
        0,
        0,
        lost,
        StoreCondition.GOOD);
  }

  /** A journal whose limit is 10,000 bytes. */
  static JournalPort.Status journal(long bytes, long dropped, String failure) {
    return new JournalPort.Status(
        JournalId.START,
        JournalId.START,
        JournalId.START,
        1,
        bytes,
        10_000,
        1,
        dropped,
        JournalPort.Losses.NONE,
        failure);
  }
}
