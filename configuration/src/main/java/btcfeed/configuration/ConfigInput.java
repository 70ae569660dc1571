package btcfeed.configuration;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The sources of the configuration, in order of precedence.
 *
 * @param flags settings on the command line
 * @param environment the environment variables
 * @param file a file of {@code NAME=value} lines
 */
public record ConfigInput(List<Flag> flags, Map<String, String> environment, Optional<Path> file) {

  /**
   * A setting on the command line.
   *
   * @param option the option as written, to show the source: {@code --log-format}
   * @param name the name of the setting
   */
  public record Flag(String option, String name, String value) {}
}
