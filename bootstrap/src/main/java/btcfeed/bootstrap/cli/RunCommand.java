package btcfeed.bootstrap.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code btc-feed run}. */
@Command(
    name = "run",
    description = {
      "Runs the service: trades from the venues into Redis, health and API over HTTP.",
      "If no Redis is configured, it starts its own. SIGTERM or Ctrl-C ends it cleanly."
    })
final class RunCommand implements Callable<Integer> {
  private final CommandContext context;

  @Mixin private ConfigOptions config = new ConfigOptions();

  RunCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    return context.start(config, context.verbs()::run);
  }
}
