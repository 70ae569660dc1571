package btcfeed.bootstrap.composition;

import btcfeed.api.FeedPlugin;
import btcfeed.api.PluginSetting;
import btcfeed.api.SinkPlugin;
import btcfeed.bootstrap.cli.Exit;
import btcfeed.bootstrap.cli.Invocation;
import btcfeed.configuration.AvailablePlugins;
import btcfeed.exchange.Venues;
import btcfeed.exchange.venue.VenuePlugin;
import btcfeed.plugin.PluginCatalog;
import btcfeed.plugin.PluginLoader;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code plugins}: lists what the folder of plugins has. It connects to nothing. */
final class PluginsVerb {
  private PluginsVerb() {}

  /** The plugins of a folder. */
  static PluginCatalog catalog(Path folder) {
    return PluginLoader.load(
        folder, List.of(SinkPlugin.class, VenuePlugin.class), PluginsVerb::use);
  }

  /** Calls what the start calls, so that a plugin that throws there is left out. */
  private static void use(FeedPlugin plugin) {
    switch (plugin) {
      case VenuePlugin venues -> {
        var _ = List.copyOf(venues.venues());
      }
      case SinkPlugin sink -> {
        String _ = sink.urlForm();
      }
      default -> throw new IllegalArgumentException("it is neither a sink nor a venue");
    }
  }

  /** What the service can use with this folder. */
  static AvailablePlugins available(Path folder) {
    PluginCatalog catalog = catalog(folder);
    Venues.Addition venues =
        Venues.builtIn()
            .with(
                catalog.of(VenuePlugin.class).stream()
                    .flatMap(plugin -> plugin.venues().stream())
                    .toList());
    Stream<String> broken =
        catalog.broken().stream()
            .map(one -> "the plugin " + one.jar() + " is left out: " + one.why());
    Stream<String> refused =
        venues.refused().stream()
            .map(
                one ->
                    "the venue %s of a plugin is left out: there is another venue of this name"
                        .formatted(one.venue()));
    return new AvailablePlugins(
        venues.venues(),
        catalog.found().stream().map(PluginCatalog.Found::plugin).toList(),
        Stream.concat(broken, refused).toList());
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
    if (plugin instanceof VenuePlugin venues) {
      out.println(
          "  venues: EXCHANGE="
              + venues.venues().stream()
                  .map(one -> one.venue().name())
                  .collect(Collectors.joining(",")));
    }
    for (PluginSetting<?> setting : plugin.settings()) {
      out.printf(
          "  %s%s  %s%n",
          setting.name(), setting.fallback().map(text -> "=" + text).orElse(""), setting.help());
    }
    out.println();
  }
}
