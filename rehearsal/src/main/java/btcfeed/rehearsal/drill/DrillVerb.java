package btcfeed.rehearsal.drill;

import btcfeed.configuration.CannotStart;
import btcfeed.configuration.FeedConfig;
import btcfeed.configuration.RedisEndpoint;
import btcfeed.domain.time.Clock;
import btcfeed.rehearsal.faults.RedisPair;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** {@code drill}: injects faults one after the other and reports what each cost. */
public final class DrillVerb {
  /** Later faults are not rehearsed any more. Closing everything may take longer. */
  private static final Duration LIMIT = Duration.ofSeconds(80);

  private final DrilledFeed.Starter feeds;
  private final RedisPair.Launcher launcher;
  private final Clock clock;
  private final Duration limit;
  private final Drill.Bounds bounds;

  /** Makes one with the usual limits. */
  public DrillVerb(DrilledFeed.Starter feeds, RedisPair.Launcher launcher, Clock clock) {
    this(feeds, launcher, clock, LIMIT, Drill.Bounds.USUAL);
  }

  /** Makes one with other limits. */
  public DrillVerb(
      DrilledFeed.Starter feeds,
      RedisPair.Launcher launcher,
      Clock clock,
      Duration limit,
      Drill.Bounds bounds) {
    this.feeds = feeds;
    this.launcher = launcher;
    this.clock = clock;
    this.limit = limit;
    this.bounds = bounds;
  }

  /**
   * Rehearses the faults of an order without a {@link DrillOptions#complaint}, and prints a table
   * or JSON.
   *
   * @return true if every guarantee was kept
   */
  public boolean drill(FeedConfig config, DrillOptions options, PrintStream out, PrintStream err) {
    String prefix = DrillPair.SCRATCH + Long.toHexString(ThreadLocalRandom.current().nextLong());
    return drill(config, options, prefix + ":", out, err);
  }

  /** The same, with keys under this prefix where the stores are not our own. */
  public boolean drill(
      FeedConfig config, DrillOptions options, String prefix, PrintStream out, PrintStream err) {
    long deadline = clock.nanos() + limit.toNanos();
    List<DrillRow> rows = new ArrayList<>();
    try (DrillStage stage = stage(config, options, prefix, err)) {
      Thread onExit = new Thread(stage::close, "drill-ends");
      Runtime.getRuntime().addShutdownHook(onExit);
      Drill drill = new Drill(stage, clock, bounds, deadline);
      drill.begin(options.tradesPerSecond());
      for (DrillFault fault : options.faults()) {
        if (drill.hasTime()) {
          err.printf("%s: %s ...%n", fault.word(), fault.what());
          DrillRow row = drill.rehearse(fault);
          rows.add(drill.isOver() && !row.fine() ? row.cutShort(limit) : row);
        } else {
          rows.add(DrillRow.notReached(fault, limit));
        }
      }
      boolean _ = Runtime.getRuntime().removeShutdownHook(onExit);
    } catch (CannotStart why) {
      err.println("The rehearsal cannot go on: " + why.getMessage());
      return false;
    }
    print(rows, options.json(), out);
    return rows.stream().allMatch(DrillRow::fine);
  }

  private DrillStage stage(FeedConfig config, DrillOptions options, String prefix, PrintStream err)
      throws CannotStart {
    if (!options.givenPair()) {
      err.println("Setting up two Redis, a simulated venue and the service between them ...");
      return DrillStage.open(
          config, directory -> RedisPair.start(directory, launcher, clock), feeds, clock);
    }
    FeedConfig.Stores stores = config.stores();
    if (stores.primary().isPresent()
        && stores.failover() instanceof FeedConfig.Failover.At(RedisEndpoint failover)) {
      RedisEndpoint primary = stores.primary().get();
      err.printf(
          "Rehearsing on %s and %s, with keys under %s only ...%n",
          primary.address(), failover.address(), prefix);
      return DrillStage.open(
          config, _ -> DrillPair.open(primary, failover, stores, prefix), feeds, clock);
    }
    throw new CannotStart("--redis-url and --failover-url name the two stores");
  }

  private static void print(List<DrillRow> rows, boolean json, PrintStream out) {
    if (json) {
      out.println(DrillRow.json(rows));
    } else {
      out.println();
      out.print(DrillRow.table(rows));
      out.println();
      out.println(DrillRow.verdict(rows));
    }
  }
}
