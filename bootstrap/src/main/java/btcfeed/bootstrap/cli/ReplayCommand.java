package btcfeed.bootstrap.cli;

import btcfeed.recording.ReplayOptions;
import btcfeed.recording.Speed;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code btc-feed replay}. */
@Command(
    name = "replay",
    description = {
      "Plays a recording through the whole service, as if it came from the venues now.",
      "It prints the ticks of each market, the gaps, and a digest to compare two replays by.",
      "By default it uses its own journal and two Redis, and removes them afterwards.",
      "Exit code 0 only if everything was played and the stores have all of it."
    })
final class ReplayCommand implements Callable<Integer> {
  private final CommandContext context;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private ConfigOptions config = new ConfigOptions();

  @Parameters(
      paramLabel = "FILE",
      arity = "1..*",
      description = "The files to play, in this order, each with FILE.000001 and so on.")
  private List<Path> files = new ArrayList<>();

  @Option(
      names = "--speed",
      paramLabel = "N|max",
      defaultValue = "max",
      description = "Speed relative to the recording, or max (${DEFAULT-VALUE}).")
  private String speed = "";

  @Option(
      names = "--into-configured-stores",
      description = "Write to the journal of FEED_DATA_DIR and the configured Redis, as run does.")
  private boolean intoConfigured;

  ReplayCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    double times =
        Speed.parse(speed)
            .map(Speed::times)
            .orElseThrow(
                () ->
                    new ParameterException(
                        spec.commandLine(), "--speed is a number above 0, or max, was " + speed));
    ReplayOptions options = new ReplayOptions(files, times, intoConfigured);
    return context.start(config, invocation -> context.verbs().replay(invocation, options));
  }
}
