package btcfeed.configuration;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What there is to read, in order of precedence: options, environment, file.
 *
 * @param flags settings given as options of the command
 * @param environment the variables of the process
 * @param file a file of {@code NAME=value} lines
 */
public record ConfigInput(List<Flag> flags, Map<String, String> environment, Optional<Path> file) {

  /**
   * A setting given as an option.
   *
   * @param option as it was written, for provenance: {@code --log-format}
   * @param name of the setting it stands for
   */
  public record Flag(String option, String name, String value) {}
}
