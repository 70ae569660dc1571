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
      "The table also has the address, the kind of trade ids, and the history that can be"
          + " fetched. It connects to nothing."
    })
final class VenuesCommand implements Callable<Integer> {
  private final CommandContext context;

  @Mixin private ConfigOptions config = new ConfigOptions();

  @Option(names = "--json", description = "Print one JSON document instead of the table.")
  private boolean json;

  VenuesCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    return context.start(config, invocation -> context.verbs().listVenues(invocation, json));
  }
}
