package btcfeed.bootstrap.wire;

import btcfeed.bootstrap.cli.DrillOrder;
import btcfeed.bootstrap.cli.Exit;
import btcfeed.bootstrap.cli.Start;
import btcfeed.bootstrap.config.FeedConfig;
import btcfeed.bootstrap.config.RedisEndpoint;
import btcfeed.domain.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** {@code drill}: rehearses faults and says what each cost. */
final class DrillVerb {
  /** What is not rehearsed by then is not any more; taking everything down may take some more. */
  private static final Duration LIMIT = Duration.ofSeconds(80);

  private final Clock clock;
  private final Duration limit;
  private final Drill.Bounds bounds;

  DrillVerb(Clock clock) {
    this(clock, LIMIT, Drill.Bounds.USUAL);
  }

  /** With other limits than usual. */
  DrillVerb(Clock clock, Duration limit, Drill.Bounds bounds) {
    this.clock = clock;
    this.limit = limit;
    this.bounds = bounds;
  }

  int drill(Start start, DrillOrder order) {
    String prefix = DrillPair.SCRATCH + Long.toHexString(ThreadLocalRandom.current().nextLong());
    return drill(start, order, prefix + ":");
  }

  /** The same, with keys under this prefix where the stores are not our own. */
  int drill(Start start, DrillOrder order, String prefix) {
    List<DrillFault> faults = new ArrayList<>();
    for (String word : order.only()) {
      Optional<DrillFault> fault = DrillFault.parse(word);
      if (fault.isEmpty()) {
        return wrong(start, "there is no fault " + word + "; one of " + DrillFault.words());
      }
      faults.add(fault.get());
    }
    if (!order.givenPair() && faults.contains(DrillFault.BATCH)) {
      return wrong(
          start, "batch needs --redis-url and --failover-url: it cuts the wire to a store");
    }
    return rehearse(start, order, faults, prefix);
  }

  private static int wrong(Start start, String why) {
    start.err().println("btc-feed: " + why);
    return Exit.WRONG_USAGE;
  }

  private int rehearse(Start start, DrillOrder order, List<DrillFault> only, String prefix) {
    long deadline = clock.nanos() + limit.toNanos();
    List<DrillRow> rows = new ArrayList<>();
    try (DrillStage stage = stage(start, order, prefix)) {
      Thread onExit = new Thread(stage::close, "drill-ends");
      Runtime.getRuntime().addShutdownHook(onExit);
      Drill drill = new Drill(stage, clock, bounds, deadline);
      drill.begin(order.tradesPerSecond());
      for (DrillFault fault : only.isEmpty() ? stage.stores().faults() : only) {
        if (drill.hasTime()) {
          start.err().printf("%s: %s ...%n", fault.word(), fault.what());
          DrillRow row = drill.rehearse(fault);
          rows.add(drill.isOver() && !row.fine() ? row.cutShort(limit) : row);
        } else {
          rows.add(DrillRow.notReached(fault, limit));
        }
      }
      Runtime.getRuntime().removeShutdownHook(onExit);
    } catch (CannotStart why) {
      start.err().println("The rehearsal cannot go on: " + why.getMessage());
      return Exit.FAILED;
    }
    return told(start, order, rows);
  }

  private DrillStage stage(Start start, DrillOrder order, String prefix) throws CannotStart {
    if (!order.givenPair()) {
      start
          .err()
          .println("Setting up two Redis, a simulated venue and the service between them ...");
      return DrillStage.open(start.config(), clock);
    }
    FeedConfig.Stores stores = start.config().stores();
    if (stores.primary().isPresent()
        && stores.failover() instanceof FeedConfig.Failover.At(RedisEndpoint failover)) {
      RedisEndpoint primary = stores.primary().get();
      start
          .err()
          .printf(
              "Rehearsing on %s and %s, with keys under %s only ...%n",
              primary.address(), failover.address(), prefix);
      return DrillStage.around(primary, failover, start.config(), clock, prefix);
    }
    throw new CannotStart("--redis-url and --failover-url name the two stores");
  }

  private static int told(Start start, DrillOrder order, List<DrillRow> rows) {
    boolean fine = rows.stream().allMatch(DrillRow::fine);
    if (order.json()) {
      start.out().println(DrillRow.json(rows));
    } else {
      start.out().println();
      start.out().print(DrillRow.table(rows));
      start.out().println();
      start.out().println(DrillRow.verdict(rows));
    }
    return fine ? Exit.FINE : Exit.FAILED;
  }
}
