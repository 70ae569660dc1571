package btcfeed.configuration;

import btcfeed.api.FeedPlugin;
import btcfeed.api.SinkPlugin;
import btcfeed.domain.market.Venue;
import btcfeed.exchange.Venues;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What this service can use: its own venues, and what plugins add.
 *
 * @param venues of the service and of plugins
 * @param complaints what is wrong with plugins that were left out, a sentence each
 */
public record AvailablePlugins(Venues venues, List<FeedPlugin> plugins, List<String> complaints) {
  public AvailablePlugins {
    plugins = List.copyOf(plugins);
    complaints = List.copyOf(complaints);
  }

  /** These built-in venues and no plugin. */
  public static AvailablePlugins none(Set<Venue> venues) {
    Venues all = Venues.builtIn();
    return new AvailablePlugins(
        Venues.of(venues.stream().map(venue -> all.named(venue.name())).toList()),
        List.of(),
        List.of());
  }

  /** The venues that {@code EXCHANGE} can name. */
  Set<Venue> known() {
    return venues.names().stream().map(Venue::new).collect(Collectors.toUnmodifiableSet());
  }

  /** The plugins that make sinks. */
  List<SinkPlugin> sinks() {
    return plugins.stream()
        .filter(SinkPlugin.class::isInstance)
        .map(SinkPlugin.class::cast)
        .toList();
  }
}
