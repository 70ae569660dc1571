package btcfeed.plugin;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a plugin is from.
 *
 * @param jar empty for a part of the service itself
 * @param title of its jar, or the jar's name
 * @param version of its jar; empty if the manifest has none
 */
public record PluginSource(Optional<Path> jar, String title, String version) {
  /** A part of the service. */
  public static PluginSource builtIn(String version) {
    return new PluginSource(Optional.empty(), "built in", version);
  }
}
