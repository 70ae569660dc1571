package btcfeed.http;

import static btcfeed.http.TestClock.START_NANOS;

import btcfeed.application.extend.ReferencePrices;
import btcfeed.application.lead.LeadershipReport;
import btcfeed.application.observe.FeedSnapshot;
import btcfeed.application.observe.LatencyHistograms;
import btcfeed.domain.health.FeedFacts;
import btcfeed.domain.health.FeedHealth;
import btcfeed.domain.health.Outages;
import btcfeed.domain.health.VenueReport;
import btcfeed.domain.health.WorkerReport;
import btcfeed.domain.index.ReferencePrice;
import btcfeed.domain.journal.JournalId;
import btcfeed.domain.journal.Lineage;
import btcfeed.domain.line.LineId;
import btcfeed.domain.market.Market;
import btcfeed.domain.market.Origin;
import btcfeed.domain.market.Price;
import btcfeed.domain.market.PriceTick;
import btcfeed.domain.market.Quantity;
import btcfeed.domain.market.Side;
import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Trade;
import btcfeed.domain.market.TradeId;
import btcfeed.domain.market.Venue;
import btcfeed.domain.port.JournalPort;
import btcfeed.domain.port.Measure;
import btcfeed.domain.sink.SinkReport;
import btcfeed.domain.store.ActiveStore;
import btcfeed.domain.store.InstanceReport;
import btcfeed.domain.store.InstanceReport.Role;
import btcfeed.domain.store.StoreName;
import btcfeed.domain.store.StoreReport;
import btcfeed.domain.store.StoreSwitch;
import btcfeed.domain.store.SwitchReason;
import btcfeed.domain.store.WriterLease;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** Builds snapshots of any situation; the domain decides the health status. */
final class SnapshotBuilder {
  static final Duration STALE_AFTER = Duration.ofSeconds(10);

  private Optional<Duration> priceAge = Optional.of(Duration.ofMillis(120));
  private Optional<PriceTick> newest = Optional.of(tick("64000.10"));
  private final List<VenueReport> venues =
      new ArrayList<>(List.of(VenueBuilder.streaming().build()));
  private final List<StoreReport> stores = new ArrayList<>();
  private ActiveStore active = new ActiveStore.OnPrimary(START_NANOS, SwitchReason.STARTED);
  private JournalPort.Status journal = journal(1_000_000, 0, "");
  private boolean draining;
  private FeedSnapshot.Ingested ingested = new FeedSnapshot.Ingested(900, 1000, 990, 10, 3, 1024);
  private List<StoreSwitch> switches = List.of();
  private final Map<Measure.Stage, FeedSnapshot.Latency> latencies =
      new EnumMap<>(Measure.Stage.class);
  private LeadershipReport leadership =
      new LeadershipReport(
          Role.LEADER,
          false,
          Optional.of(new WriterLease(7, "instance-1", TestClock.START_US)),
          Duration.ofMillis(1_750),
          Duration.ofSeconds(2),
          List.of(
              new InstanceReport(
                  "instance-1", Role.LEADER, true, "one:8080", "3.0.0", Duration.ofMillis(250)),
              new InstanceReport(
                  "instance-2", Role.FOLLOWER, false, "two:8080", "", Duration.ofMillis(750))),
          Lineage.withoutLease("instance-0")
              .ledBy(6, "instance-2", new JournalId(1_760_000_000_000L, 0))
              .ledBy(7, "instance-1", new JournalId(1_760_000_000_400L, 2)),
          true);
  private boolean failoverEnabled = true;
  private List<SinkReport> sinks = List.of();
  private List<WorkerReport> workers = List.of();

  private SnapshotBuilder() {}

  /** Both stores live, one venue streaming, a fresh price in the primary. */
  static SnapshotBuilder healthy() {
    SnapshotBuilder builder = new SnapshotBuilder();
    builder.stores.add(StoreBuilder.live(StoreName.PRIMARY).build());
    builder.stores.add(StoreBuilder.live(StoreName.FAILOVER).build());
    builder.latencies.put(
        Measure.Stage.WIRE_TO_JOURNAL,
        new FeedSnapshot.Latency(900, 0.0421, 0.03, 0.9, 1.2, 12_345_678.9));
    return builder;
  }

  /** Just started: connecting, without any result or measurement. */
  static SnapshotBuilder beforeTheFirstTick() {
    SnapshotBuilder builder = new SnapshotBuilder().price(Optional.empty());
    builder.newest = Optional.empty();
    builder.venues.set(0, VenueBuilder.opening().build());
    builder.stores.add(
        StoreBuilder.away(StoreName.PRIMARY, SwitchReason.STARTED, "not tried yet")
            .unknown()
            .build());
    builder.stores.add(
        StoreBuilder.away(StoreName.FAILOVER, SwitchReason.STARTED, "not tried yet")
            .unknown()
            .build());
    builder.journal =
        new JournalPort.Status(
            JournalId.START,
            JournalId.START,
            JournalId.START,
            0,
            0,
            1 << 30,
            0,
            0,
            JournalPort.Losses.NONE,
            "");
    builder.ingested = new FeedSnapshot.Ingested(0, 0, 0, 0, 0, 1024);
    return builder;
  }

  /** The primary is away and readers use the failover. */
  static SnapshotBuilder failedOver() {
    return healthy()
        .store(
            StoreBuilder.away(
                StoreName.PRIMARY, SwitchReason.UNREACHABLE, "connection refused by 10.0.0.9:6379"))
        .active(new ActiveStore.OnFailover(START_NANOS, SwitchReason.UNREACHABLE))
        .switches(
            new StoreSwitch(
                TestClock.START_US - 3_250_000, StoreName.FAILOVER, SwitchReason.UNREACHABLE, 17));
  }

  /** An operator holds readers on the failover while the primary is healthy. */
  static SnapshotBuilder held() {
    return healthy()
        .active(new ActiveStore.Held(START_NANOS))
        .switches(
            new StoreSwitch(
                TestClock.START_US - 3_250_000, StoreName.FAILOVER, SwitchReason.REQUESTED, 0));
  }

  SnapshotBuilder price(Optional<Duration> age) {
    priceAge = age;
    return this;
  }

  SnapshotBuilder newest(String price) {
    newest = Optional.of(tick(price));
    return this;
  }

  SnapshotBuilder venue(VenueBuilder venue) {
    venues.set(0, venue.build());
    return this;
  }

  SnapshotBuilder alsoVenue(VenueBuilder venue) {
    venues.add(venue.build());
    return this;
  }

  /** Replaces the store with the same name. */
  SnapshotBuilder store(StoreBuilder store) {
    StoreReport report = store.build();
    stores.replaceAll(old -> old.name() == report.name() ? report : old);
    return this;
  }

  SnapshotBuilder withoutPrimary() {
    stores.removeIf(store -> store.name() == StoreName.PRIMARY);
    return active(new ActiveStore.OnFailover(START_NANOS, SwitchReason.STARTED));
  }

  SnapshotBuilder active(ActiveStore now) {
    active = now;
    return this;
  }

  SnapshotBuilder journal(JournalPort.Status status) {
    journal = status;
    return this;
  }

  SnapshotBuilder sinks(SinkReport... some) {
    sinks = List.of(some);
    return this;
  }

  SnapshotBuilder workers(WorkerReport... some) {
    workers = List.of(some);
    return this;
  }

  SnapshotBuilder draining() {
    draining = true;
    return this;
  }

  SnapshotBuilder ingested(FeedSnapshot.Ingested counts) {
    ingested = counts;
    return this;
  }

  SnapshotBuilder switches(StoreSwitch... newestFirst) {
    switches = List.of(newestFirst);
    return this;
  }

  SnapshotBuilder latency(Measure.Stage stage, FeedSnapshot.Latency latency) {
    latencies.put(stage, latency);
    return this;
  }

  /** Another instance leads. */
  SnapshotBuilder follower(boolean inSync) {
    leadership =
        new LeadershipReport(
            Role.FOLLOWER,
            false,
            leadership.leader(),
            leadership.left(),
            leadership.length(),
            leadership.instances(),
            leadership.lineage(),
            inSync);
    return this;
  }

  SnapshotBuilder failoverDisabled() {
    failoverEnabled = false;
    return this;
  }

  SnapshotBuilder with(UnaryOperator<SnapshotBuilder> change) {
    return change.apply(this);
  }

  FeedSnapshot build() {
    FeedFacts facts =
        new FeedFacts(
            priceAge,
            STALE_AFTER,
            List.copyOf(venues),
            List.copyOf(stores),
            active,
            journal,
            draining,
            workers,
            sinks);
    return new FeedSnapshot(
        FeedHealth.judge(facts),
        facts,
        newest,
        newest.stream()
            .map(tick -> new FeedSnapshot.LastTrade(tick, priceAge.orElse(Duration.ZERO)))
            .toList(),
        newest.stream()
            .map(
                tick ->
                    new ReferencePrices.IndexUpdate(
                        tick.trade().market().symbol(),
                        new ReferencePrice.Degraded(
                            new ReferencePrice.IndexValue(
                                tick.trade().price(),
                                BigDecimal.ZERO,
                                List.of(tick.trade().market().venue())),
                            new TreeMap<>(
                                Map.of(new Venue("okx"), ReferencePrice.Exclusion.SILENT))),
                        TestClock.START_US))
            .toList(),
        Duration.ofMillis(83_250),
        ingested,
        switches,
        List.of(
            new Outages.Spent(Outages.Period.HOUR, Duration.ofMinutes(30), Duration.ofMillis(180))),
        Map.copyOf(latencies),
        spread(),
        leadership,
        new FeedSnapshot.Setup("3.0.0", "abc1234", "instance-1", failoverEnabled, 1_000_000, 1000));
  }

  /** Ten durations up to 0.1 ms and one above all bounds, for one line. */
  private static LatencyHistograms spread() {
    List<Long> counts =
        new ArrayList<>(Collections.nCopies(LatencyHistograms.BOUNDS.size() + 1, 0L));
    counts.set(0, 10L);
    counts.set(LatencyHistograms.BOUNDS.size(), 1L);
    LatencyHistograms.Counts some = new LatencyHistograms.Counts(List.copyOf(counts), 12.5);
    return new LatencyHistograms(
        Map.of(Measure.Stage.WIRE_TO_JOURNAL, some),
        Map.of(
            new LineId(new Venue("binance"), "a"), new LatencyHistograms.Arrival(some, -0.0025)));
  }

  /** A journal of 1,000 records. */
  static JournalPort.Status journal(long bytes, long dropped, String failure) {
    return new JournalPort.Status(
        new JournalId(1_760_000_000_000L, 0),
        new JournalId(1_760_000_000_400L, 2),
        new JournalId(1_760_000_000_390L, 0),
        1000,
        bytes,
        4_000_000,
        2,
        dropped,
        JournalPort.Losses.NONE,
        failure);
  }

  static PriceTick tick(String price) {
    return new PriceTick(
        new Trade(
            new Market(new Venue("binance"), new Symbol("BTC", "USDT")),
            TradeId.of(42),
            Price.parse(price),
            Quantity.parse("0.001"),
            Side.BUY,
            TestClock.START_US - 150_000),
        TestClock.START_US - 120_000,
        Origin.LIVE);
  }
}
