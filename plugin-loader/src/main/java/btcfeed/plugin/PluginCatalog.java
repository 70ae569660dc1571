package btcfeed.plugin;

import btcfeed.api.FeedPlugin;
import java.nio.file.Path;
import java.util.List;

/**
 * The plugins that were found. The class loaders stay open as long as the process runs.
 *
 * @param found in the order of their jars' names
 * @param broken jars and plugins that were left out
 */
public record PluginCatalog(List<Found> found, List<Broken> broken) {
  public static final PluginCatalog EMPTY = new PluginCatalog(List.of(), List.of());

  public PluginCatalog {
    found = List.copyOf(found);
    broken = List.copyOf(broken);
  }

  /** A plugin that can be used. */
  public record Found(FeedPlugin plugin, PluginSource source) {}

  /**
   * A jar or a part of it that cannot be used.
   *
   * @param why a sentence without a full stop
   */
  public record Broken(Path jar, String why) {}

  /** The plugins of one kind. */
  public <T extends FeedPlugin> List<T> of(Class<T> kind) {
    return found.stream().map(Found::plugin).filter(kind::isInstance).map(kind::cast).toList();
  }
}
