package btcfeed.bootstrap.composition;

import btcfeed.api.FeedPlugin;
import btcfeed.api.PluginSetting;
import btcfeed.api.SinkPlugin;
import btcfeed.bootstrap.cli.Exit;
import btcfeed.bootstrap.cli.Invocation;
import btcfeed.configuration.AvailablePlugins;
import btcfeed.domain.market.Venue;
import btcfeed.exchange.Venues;
import btcfeed.plugin.PluginCatalog;
import btcfeed.plugin.PluginLoader;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** {@code plugins}: lists what the folder of plugins has. It connects to nothing. */
final class PluginsVerb {
  private PluginsVerb() {}

  /** The plugins of a folder. */
  static PluginCatalog catalog(Path folder) {
    return PluginLoader.load(folder, List.of(SinkPlugin.class));
  }

  /** What the service can use with this folder. */
  static AvailablePlugins available(Path folder) {
    PluginCatalog catalog = catalog(folder);
    return new AvailablePlugins(
        Venues.builtIn().names().stream().map(Venue::new).collect(Collectors.toUnmodifiableSet()),
        catalog.found().stream().map(PluginCatalog.Found::plugin).toList(),
        catalog.broken().stream()
            .map(broken -> "the plugin " + broken.jar() + " is left out: " + broken.why())
            .toList());
  }

  static int list(Invocation invocation) {
    Path folder = invocation.config().plugins().folder();
    PluginCatalog catalog = catalog(folder);
    PrintStream out = invocation.out();
    catalog.found().forEach(found -> print(found, out));
    for (PluginCatalog.Broken broken : catalog.broken()) {
      out.println(broken.jar().getFileName() + " is left out: " + broken.why());
      out.println();
    }
    out.println(
        catalog.found().isEmpty() && catalog.broken().isEmpty()
            ? "There is no plugin in %s (FEED_PLUGINS_DIR). Put jars of plugins there."
                .formatted(folder.toAbsolutePath())
            : "%d found, %d left out, in %s (FEED_PLUGINS_DIR)."
                .formatted(
                    catalog.found().size(), catalog.broken().size(), folder.toAbsolutePath()));
    return Exit.FINE;
  }

  private static void print(PluginCatalog.Found found, PrintStream out) {
    FeedPlugin plugin = found.plugin();
    String version = found.source().version();
    out.printf(
        "%s %s (%s)%n",
        plugin.name(),
        version.isEmpty() ? "without a version" : version,
        found.source().jar().map(jar -> jar.getFileName().toString()).orElse("built in"));
    out.println("  " + plugin.description());
    if (plugin instanceof SinkPlugin sink) {
      out.println("  sink: FEED_SINKS=" + sink.urlForm());
    }
    for (PluginSetting<?> setting : plugin.settings()) {
      out.printf(
          "  %s%s  %s%n",
          setting.name(), setting.fallback().map(text -> "=" + text).orElse(""), setting.help());
    }
    out.println();
  }
}
