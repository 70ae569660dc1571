package btcfeed.configuration;

import btcfeed.api.FeedPlugin;
import btcfeed.api.SinkPlugin;
import btcfeed.domain.market.Venue;
import java.util.List;
import java.util.Set;

/**
 * What this service can use: its own venues, and what plugins add.
 *
 * @param venues of the service and of plugins
 * @param complaints what is wrong with plugins that were left out, a sentence each
 */
public record AvailablePlugins(
    Set<Venue> venues, List<FeedPlugin> plugins, List<String> complaints) {
  public AvailablePlugins {
    venues = Set.copyOf(venues);
    plugins = List.copyOf(plugins);
    complaints = List.copyOf(complaints);
  }

  /** These venues and no plugin. */
  public static AvailablePlugins none(Set<Venue> venues) {
    return new AvailablePlugins(venues, List.of(), List.of());
  }

  /** The plugins that make sinks. */
  List<SinkPlugin> sinks() {
    return plugins.stream()
        .filter(SinkPlugin.class::isInstance)
        .map(SinkPlugin.class::cast)
        .toList();
  }
}
