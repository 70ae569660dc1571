package btcfeed.bootstrap.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code btc-feed drill}. */
@Command(
    name = "drill",
    description = {
      "Rehearses failures: a service of its own between a simulated venue and two Redis of its"
          + " own,",
      "whose primary is killed, emptied and frozen while trades come. Counts everything"
          + " afterwards.",
      "Exit code 0 only if nothing was lost, doubled or different. About half a minute."
    })
final class DrillCommand implements Callable<Integer> {
  private final Desk desk;

  @Mixin private ConfigOptions options = new ConfigOptions();

  @Option(
      names = "--only",
      paramLabel = "FAULT",
      split = ",",
      description =
          "Of kill, empty, freeze, flush, both, cut; with commas between. All by default.")
  private List<String> only = new ArrayList<>();

  @Option(
      names = "--rate",
      paramLabel = "TRADES",
      defaultValue = "1000",
      description = "Trades a second the venue sends meanwhile (${DEFAULT-VALUE}).")
  private double rate;

  @Option(names = "--json", description = "Print one JSON document instead of the table.")
  private boolean json;

  DrillCommand(Desk desk) {
    this.desk = desk;
  }

  @Override
  public Integer call() {
    return desk.start(
        options, start -> desk.verbs().drill(start, new DrillOrder(only, rate, json)));
  }
}
