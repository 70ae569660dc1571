package btcfeed.bootstrap.cli;

import btcfeed.configuration.ConfigInput;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options for settings, the same for every verb that has a configuration. */
final class ConfigOptions {
  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Read settings from a file of NAME=value lines. The environment wins over it.")
  private Optional<Path> file = Optional.empty();

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description = "Set any setting by name; wins over environment and file. Repeatable.")
  private Map<String, String> set = new LinkedHashMap<>();

  @Option(
      names = "--log-format",
      paramLabel = "text|json",
      description = "The format of log lines, for people or for collectors (FEED_LOG_FORMAT).")
  private Optional<String> logFormat = Optional.empty();

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "The port for health, metrics, API and dashboard (HEALTH_CHECK_PORT).")
  private Optional<String> port = Optional.empty();

  Optional<Path> file() {
    return file;
  }

  /** What the options set; the specific ones win over {@code --set}. */
  List<ConfigInput.Flag> flags() {
    List<ConfigInput.Flag> flags = new ArrayList<>();
    set.forEach((name, value) -> flags.add(new ConfigInput.Flag("--set", name, value)));
    logFormat.ifPresent(
        value -> flags.add(new ConfigInput.Flag("--log-format", "FEED_LOG_FORMAT", value)));
    port.ifPresent(value -> flags.add(new ConfigInput.Flag("--port", "HEALTH_CHECK_PORT", value)));
    return flags;
  }
}
