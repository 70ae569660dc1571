package btcfeed.bootstrap.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code btc-feed venues}. */
@Command(
    name = "venues",
    description = {
      "Lists every venue of this build and its markets with these settings.",
      "The table also has the address, what the trade ids are good for, and what can be fetched"
          + " again. It connects to nothing."
    })
final class VenuesCommand implements Callable<Integer> {
  private final CommandContext desk;

  @Mixin private ConfigOptions options = new ConfigOptions();

  @Option(names = "--json", description = "Print one JSON document instead of the table.")
  private boolean json;

  VenuesCommand(CommandContext desk) {
    this.desk = desk;
  }

  @Override
  public Integer call() {
    return desk.start(options, start -> desk.verbs().listVenues(start, json));
  }
}
