package btcfeed.bootstrap.cli;

import btcfeed.configuration.OptionKinds;
import btcfeed.recording.RecordOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code btc-feed record}. */
@Command(
    name = "record",
    description = {
      "Records every message of the configured venues, byte for byte, with its receive time.",
      "btc-feed replay plays the file. It uses no store and no journal. Ctrl-C, SIGTERM or"
          + " --seconds ends it cleanly; a killed process loses the last second.",
      "When a file is full, it continues in FILE.000001 and so on, in order of time."
    })
final class RecordCommand implements Callable<Integer> {
  private final CommandContext context;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private ConfigOptions config = new ConfigOptions();

  @Parameters(
      paramLabel = "FILE",
      description = "The file to write; existing files are never overwritten.")
  private Path file = Path.of("");

  @Option(names = "--seconds", paramLabel = "N", description = "End after this many seconds.")
  private Optional<Long> seconds = Optional.empty();

  @Option(
      names = "--max-size",
      paramLabel = "SIZE",
      defaultValue = "256MiB",
      description = "Start the next file at this size (${DEFAULT-VALUE}).")
  private String maxSize = "";

  @Option(
      names = "--keep",
      paramLabel = "N",
      defaultValue = "8",
      description =
          "The number of files to keep; a new file replaces the oldest (${DEFAULT-VALUE}).")
  private int keep;

  RecordCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    if (keep < 1) {
      throw wrong("--keep is 1 or more, was " + keep);
    }
    if (seconds.filter(some -> some < 1).isPresent()) {
      throw wrong("--seconds is 1 or more, was " + seconds.get());
    }
    long maxBytes =
        OptionKinds.FILE_SIZE
            .read(maxSize)
            .orElseThrow(
                () ->
                    wrong(
                        "--max-size is " + OptionKinds.FILE_SIZE.expected() + ", was " + maxSize));
    RecordOptions options =
        new RecordOptions(file, seconds.map(Duration::ofSeconds), maxBytes, keep);
    return context.start(config, invocation -> context.verbs().record(invocation, options));
  }

  private ParameterException wrong(String why) {
    return new ParameterException(spec.commandLine(), why);
  }
}
