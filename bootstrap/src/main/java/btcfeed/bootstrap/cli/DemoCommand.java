package btcfeed.bootstrap.cli;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code btc-feed demo}. */
@Command(
    name = "demo",
    description = {
      "Runs the service offline, with simulated venues and its own two Redis, on loopback.",
      "It prints what to open, and how to cut the primary and watch. Ctrl-C, SIGTERM or --seconds"
          + " ends it cleanly."
    })
final class DemoCommand implements Callable<Integer> {
  private final CommandContext context;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private ConfigOptions config = new ConfigOptions();

  @Option(names = "--seconds", paramLabel = "N", description = "End after this many seconds.")
  private Optional<Long> seconds = Optional.empty();

  DemoCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    if (seconds.filter(some -> some < 1).isPresent()) {
      throw new ParameterException(
          spec.commandLine(), "--seconds is 1 or more, was " + seconds.get());
    }
    Optional<Duration> time = seconds.map(Duration::ofSeconds);
    return context.start(config, invocation -> context.verbs().demo(invocation, time));
  }
}
