package btcfeed.application.observe;

import btcfeed.application.extend.ReferencePrices;
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
 * @param newest the newest tick accepted, of any market
 * @param quotes the newest tick of each market by the venue's time, sorted by venue and symbol
 * @param index the reference price of each symbol that was traded, by symbol
 * @param switches which store readers were pointed at, newest first, bounded
 * @param spent how much of the error budget of each period; empty before it is known
 * @param latencies of the last minutes, by stage; a stage nothing was measured for is absent
 * @param spread of durations since the start
 */
public record FeedSnapshot(
    FeedHealth health,
    FeedFacts facts,
    Optional<PriceTick> newest,
    List<Quote> quotes,
    List<ReferencePrices.Answer> index,
    Duration uptime,
    Ingested ingested,
    List<StoreSwitch> switches,
    List<Outages.Spent> spent,
    Map<Measure.Stage, Latency> latencies,
    LatencyHistograms spread,
    Setup setup) {

  /**
   * A market's newest tick.
   *
   * @param age since we received it
   */
  public record Quote(PriceTick tick, Duration age) {}

  /**
   * What the ingest has done since start.
   *
   * @param messages venue messages that carried trades
   * @param trades trades in them, repeats included
   * @param ticks trades accepted
   * @param queued messages waiting now, and {@code queueLimit} at most
   */
  public record Ingested(
      long messages, long trades, long ticks, long duplicates, int queued, int queueLimit) {}

  /** A stage's durations, in milliseconds. */
  public record Latency(long count, double mean, double p50, double p99, double p999, double max) {}

  /**
   * What the service was set up to do, so far as readers of its status need it.
   *
   * @param failoverEnabled false when USE_FAILOVER=false
   * @param streamMaxLength about how many entries {@code btc:ticks} keeps in each store
   * @param historyLength how many entries {@code btc_movement_history} keeps at most
   */
  public record Setup(
      String version,
      String commit,
      String instance,
      long epoch,
      boolean failoverEnabled,
      long streamMaxLength,
      int historyLength) {}
}
