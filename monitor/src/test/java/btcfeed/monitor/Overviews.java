package btcfeed.monitor;

import btcfeed.monitor.client.Overview;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Example states of a service. */
final class Overviews {
  private Overviews() {}

  /** All is well. */
  static Overview well() {
    return of("healthy", List.of(), "live", 0, List.of("binance", "kraken"));
  }

  /** Fifteen venues. */
  static Overview wide() {
    List<String> venues = new ArrayList<>();
    for (int i = 1; i <= 15; i++) {
      venues.add("venue-%02d".formatted(i));
    }
    return of("healthy", List.of(), "live", 0, venues);
  }

  /** The primary is away, and comes back to much. */
  static Overview broken() {
    return of(
        "degraded",
        List.of(
            "primary_away: the primary store cannot be reached: Connection refused; ticks go to the"
                + " failover and to the journal",
            "using_failover: readers use the failover store"),
        "away",
        40_000,
        List.of("binance", "kraken"));
  }

  /** This instance, alone. */
  private static Overview.Leadership alone() {
    return new Overview.Leadership(
        "feed-a",
        "leader",
        true,
        "feed-a",
        1.8,
        "",
        "",
        List.of(
            new Overview.Instance("feed-a", "leader", "in sync", "10.0.0.1:8080", "3.0.0", 0.3)));
  }

  /** This instance leads since it took over from one that is silent; a third one follows. */
  static Overview.Leadership takenOver() {
    return new Overview.Leadership(
        "feed-a",
        "leader",
        true,
        "feed-a",
        1.8,
        "2026-11-22T10:00:00Z",
        "feed-b",
        List.of(
            new Overview.Instance("feed-a", "leader", "in sync", "10.0.0.1:8080", "3.0.0", 0.3),
            new Overview.Instance("feed-b", "led before", "silent", "10.0.0.2:8080", "3.0.0", 41.5),
            new Overview.Instance("feed-c", "follower", "behind", "10.0.0.3:8080", "3.1.0", 0.9)));
  }

  /** A sink that is written, one that is away and one that another instance writes. */
  static List<Overview.Sink> sinks() {
    return List.of(
        new Overview.Sink(
            "kafka", "kafka", "writing", "", "kafka://broker:9092/btc", 17, 0.4, 1_234_567, 0),
        new Overview.Sink(
            "archive",
            "postgres",
            "away",
            "connection refused",
            "postgres://db:5432/feed",
            40_000,
            75,
            20_000,
            3),
        new Overview.Sink("files", "parquet", "following", "", "/var/ticks", 0, 0, 0, 0));
  }

  /** All is well, with these instances. */
  static Overview with(Overview.Leadership leadership) {
    return with(leadership, List.of());
  }

  /** All is well, with these instances and sinks. */
  static Overview with(Overview.Leadership leadership, List<Overview.Sink> sinks) {
    Overview well = well();
    return new Overview(
        well.status(),
        well.reasons(),
        well.price(),
        well.symbol(),
        well.venue(),
        well.priceAgeSeconds(),
        well.references(),
        well.budgets(),
        well.version(),
        well.uptimeSeconds(),
        leadership,
        well.usingFailover(),
        well.processed(),
        well.processingMillis(),
        well.p99Millis(),
        well.successRate(),
        well.reconnections(),
        well.venues(),
        well.stores(),
        sinks,
        well.switches(),
        well.sync(),
        well.journal());
  }

  private static Overview of(
      String status, List<String> reasons, String primary, long behind, List<String> venues) {
    return new Overview(
        status,
        reasons,
        "64000.1",
        "BTC-USDT",
        "binance",
        Optional.of(0.2),
        List.of(
            new Overview.Reference("BTC-USD", "degraded", "63990.2", "0.00", 1),
            new Overview.Reference("BTC-USDT", "ok", "64000.05", "1.20", 2)),
        List.of(new Overview.Budget("30_days", 99.998, 20)),
        "3.0.0",
        3_700,
        alone(),
        behind > 0,
        1_234_567,
        Optional.of(0.05),
        Optional.of(1.5),
        99.98,
        3,
        venues.stream().map(name -> venue(name, name.equals("kraken") ? 1.1 : 0.2)).toList(),
        List.of(
            new Overview.Store(
                "primary",
                primary,
                primary.equals("away") ? "Connection refused" : "",
                behind == 0,
                "redis://redis.example:6379",
                behind,
                behind / 1000.0,
                "7.0.15",
                "noeviction",
                2),
            new Overview.Store(
                "failover",
                "live",
                "",
                behind > 0,
                "redis://localhost:6379",
                0,
                0,
                "7.0.15",
                "",
                0)),
        List.of(),
        List.of(new Overview.Switch("2026-11-22T10:00:00Z", "failover", "unreachable", 75)),
        new Overview.Sync(
            behind > 0 ? "primary" : "",
            behind > 0 ? "running" : "idle",
            behind / 2,
            behind,
            1_000,
            Optional.of(20.0)),
        new Overview.Journal(1_000, 130_000, 1L << 30, 0, ""));
  }

  private static Overview.Venue venue(String name, double age) {
    return new Overview.Venue(
        name, "connected", "confirmed", "flowing", "fresh", Optional.of(age), 500, 3, 0, 0, 0, 0);
  }
}
