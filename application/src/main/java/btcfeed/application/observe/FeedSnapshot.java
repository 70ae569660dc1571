package btcfeed.application.observe;

import btcfeed.application.extend.ReferencePrices;
import btcfeed.application.lead.LeadershipReport;
import btcfeed.domain.health.FeedFacts;
import btcfeed.domain.health.FeedHealth;
import btcfeed.domain.health.Outages;
import btcfeed.domain.market.PriceTick;
import btcfeed.domain.port.Measure;
import btcfeed.domain.store.StoreSwitch;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The feed at one moment.
 *
 * @param newest the newest accepted tick of any market
 * @param lastTrades the newest tick of each market by the venue's time, sorted by venue and symbol
 * @param index the reference price of each traded symbol, by symbol
 * @param switches the last switches of the active store, newest first
 * @param spent how much of the error budget of each period is used; empty before the first look
 * @param latencies of the last minutes, by stage; a stage without measurements is absent
 * @param spread of durations since the start
 * @param leadership which instance leads, and which instances there are
 */
public record FeedSnapshot(
    FeedHealth health,
    FeedFacts facts,
    Optional<PriceTick> newest,
    List<LastTrade> lastTrades,
    List<ReferencePrices.IndexUpdate> index,
    Duration uptime,
    Ingested ingested,
    List<StoreSwitch> switches,
    List<Outages.Spent> spent,
    Map<Measure.Stage, Latency> latencies,
    LatencyHistograms spread,
    LeadershipReport leadership,
    Setup setup) {

  /**
   * The newest tick of a market.
   *
   * @param age since we received it
   */
  public record LastTrade(PriceTick tick, Duration age) {}

  /**
   * What the ingest has done since the start.
   *
   * @param messages venue messages with trades
   * @param trades trades in them, duplicates included
   * @param ticks accepted trades
   * @param queued messages that wait now, at most {@code queueLimit}
   */
  public record Ingested(
      long messages, long trades, long ticks, long duplicates, int queued, int queueLimit) {}

  /** The durations of a stage, in milliseconds. */
  public record Latency(long count, double mean, double p50, double p99, double p999, double max) {}

  /**
   * The configuration that readers of the status need.
   *
   * @param failoverEnabled false if USE_FAILOVER=false
   * @param streamMaxLength about how many entries {@code btc:ticks} keeps in each store
   * @param historyLength how many entries {@code btc_movement_history} keeps at most
   */
  public record Setup(
      String version,
      String commit,
      String instance,
      boolean failoverEnabled,
      long streamMaxLength,
      int historyLength) {}
}
