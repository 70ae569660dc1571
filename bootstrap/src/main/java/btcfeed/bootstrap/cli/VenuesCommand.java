package btcfeed.bootstrap.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code btc-feed venues}. */
@Command(
    name = "venues",
    description = {
      "Lists every venue this build can listen to, as it would with these settings: which markets,",
      "where, what its trade ids tell, and what can be repaired there. Connects nothing."
    })
final class VenuesCommand implements Callable<Integer> {
  private final Desk desk;

  @Mixin private ConfigOptions options = new ConfigOptions();

  @Option(names = "--json", description = "Print one JSON document instead of the table.")
  private boolean json;

  VenuesCommand(Desk desk) {
    this.desk = desk;
  }

  @Override
  public Integer call() {
    return desk.start(options, start -> desk.verbs().listVenues(start, json));
  }
}
