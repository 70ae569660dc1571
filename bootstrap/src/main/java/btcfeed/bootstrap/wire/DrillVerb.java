package btcfeed.bootstrap.wire;

import btcfeed.bootstrap.cli.DrillOrder;
import btcfeed.bootstrap.cli.Exit;
import btcfeed.bootstrap.cli.Start;
import btcfeed.domain.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** {@code drill}: rehearses faults and says what each cost. */
final class DrillVerb {
  private final Clock clock;

  DrillVerb(Clock clock) {
    this.clock = clock;
  }

  int drill(Start start, DrillOrder order) {
    List<DrillFault> faults = new ArrayList<>();
    for (String word : order.only()) {
      var fault = DrillFault.parse(word);
      if (fault.isEmpty()) {
        start
            .err()
            .println("btc-feed: there is no fault " + word + "; one of " + DrillFault.words());
        return Exit.WRONG_USAGE;
      }
      faults.add(fault.get());
    }
    return rehearse(start, order, faults.isEmpty() ? List.of(DrillFault.values()) : faults);
  }

  private int rehearse(Start start, DrillOrder order, List<DrillFault> faults) {
    List<DrillRow> rows = new ArrayList<>();
    start.err().println("Setting up two Redis, a simulated venue and the service between them ...");
    try (DrillStage stage = DrillStage.open(start.config(), clock)) {
      Thread onExit = new Thread(stage::close, "drill-ends");
      Runtime.getRuntime().addShutdownHook(onExit);
      Drill drill = new Drill(stage, clock);
      drill.begin(order.tradesPerSecond());
      for (DrillFault fault : faults) {
        start.err().printf("%s: %s ...%n", fault.word(), fault.what());
        rows.add(drill.rehearse(fault));
      }
      Runtime.getRuntime().removeShutdownHook(onExit);
    } catch (CannotStart why) {
      start.err().println("The rehearsal cannot go on: " + why.getMessage());
      return Exit.FAILED;
    }
    boolean fine = rows.stream().allMatch(DrillRow::fine);
    if (order.json()) {
      start.out().println(DrillRow.json(rows));
    } else {
      start.out().println();
      start.out().print(DrillRow.table(rows));
      start.out().println();
      start
          .out()
          .println(
              fine ? "Every promise was kept." : "Promises were broken: see the rows that say so.");
    }
    return fine ? Exit.FINE : Exit.FAILED;
  }
}
