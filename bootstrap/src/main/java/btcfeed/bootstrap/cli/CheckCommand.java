package btcfeed.bootstrap.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code btc-feed check}. */
@Command(
    name = "check",
    description = {
      "Tests the configuration, and connects to every Redis and every venue.",
      "Exit code 0 only if run would work."
    })
final class CheckCommand implements Callable<Integer> {
  private final CommandContext context;

  @Mixin private ConfigOptions config = new ConfigOptions();

  @Option(
      names = "--print-config",
      description = "Only print every setting with its value and source; connect to nothing.")
  private boolean printConfig;

  CheckCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    return printConfig ? context.print(config) : context.start(config, context.verbs()::check);
  }
}
