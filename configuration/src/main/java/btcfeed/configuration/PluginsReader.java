package btcfeed.configuration;

import btcfeed.api.FeedPlugin;
import btcfeed.api.PluginSetting;
import btcfeed.api.PluginValues;
import btcfeed.api.SinkPlugin;
import btcfeed.domain.market.Venue;
import btcfeed.exchange.venue.VenuePlugin;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the settings of plugins, and the sinks that plugins make. */
final class PluginsReader {
  private final ConfigReading reading;
  private final AvailablePlugins available;

  PluginsReader(ConfigReading reading, AvailablePlugins available) {
    this.reading = reading;
    this.available = available;
  }

  /** The settings that the plugins declare, as settings of the service. */
  static List<Setting<?>> settings(AvailablePlugins available) {
    return available.plugins().stream()
        .flatMap(plugin -> plugin.settings().stream())
        .<Setting<?>>map(PluginsReader::setting)
        .toList();
  }

  private static <T> Setting<T> setting(PluginSetting<T> declared) {
    Secrecy secrecy = declared.secret() ? Secrecy.SECRET : Secrecy.OPEN;
    Kind<T> kind = new Kind<>(declared.expected(), secrecy, declared.reader());
    return new Setting<>(declared.name(), List.of(), kind, declared.fallback());
  }

  FeedConfig.Plugins read() {
    available.complaints().forEach(reading::warn);
    // Also those of plugins that nothing uses: a wrong value is a fault.
    for (Setting<?> setting : settings(available)) {
      var _ = reading.find(setting);
    }
    return new FeedConfig.Plugins(
        reading.get(Settings.FEED_PLUGINS_DIR),
        available.venues(),
        venueValues(),
        sinks(),
        secrets());
  }

  private PluginValues values(FeedPlugin plugin) {
    Map<String, String> texts = new HashMap<>();
    for (PluginSetting<?> declared : plugin.settings()) {
      Setting<?> setting = setting(declared);
      if (reading.find(setting).isPresent()) {
        reading.text(setting).ifPresent(text -> texts.put(declared.name(), text));
      }
    }
    return new PluginValues(texts);
  }

  private List<Secret> secrets() {
    Stream<Secret> declared =
        settings(available).stream()
            .filter(setting -> setting.kind().secrecy() == Secrecy.SECRET)
            .flatMap(setting -> reading.text(setting).stream())
            .map(Secret::new);
    return declared.toList();
  }

  private Map<Venue, PluginValues> venueValues() {
    Map<Venue, PluginValues> values = new HashMap<>();
    for (FeedPlugin plugin : available.plugins()) {
      if (plugin instanceof VenuePlugin offers && !plugin.settings().isEmpty()) {
        PluginValues own = values(plugin);
        offers.venues().forEach(venue -> values.put(venue.venue(), own));
      }
    }
    return Map.copyOf(values);
  }

  private List<FeedConfig.Sink> sinks() {
    List<FeedConfig.Sink> sinks = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (SinkUrl url : reading.find(Settings.FEED_SINKS).orElseGet(List::of)) {
      Optional<SinkPlugin> plugin =
          available.sinks().stream().filter(one -> one.name().equals(url.scheme())).findFirst();
      if (!names.add(url.name())) {
        fault(
            "a name for each sink of a kind, such as first=%s://...,second=%s://..."
                .formatted(url.scheme(), url.scheme()));
      } else if (plugin.isEmpty()) {
        fault(noPlugin(url.scheme()));
      } else {
        Optional<String> complaint = plugin.get().complaint(url.url());
        complaint.ifPresent(expected -> fault("for " + url.name() + " " + expected));
        sinks.add(
            new FeedConfig.Sink(
                url.name(),
                url.address(),
                new Secret(url.url()),
                plugin.get(),
                values(plugin.get())));
      }
    }
    return List.copyOf(sinks);
  }

  private String noPlugin(String scheme) {
    String known =
        available.sinks().stream().map(SinkPlugin::name).collect(Collectors.joining(", "));
    return "schemes of plugins in FEED_PLUGINS_DIR: "
        + (known.isEmpty() ? "there is no sink plugin there" : known)
        + "; put the jar of the plugin "
        + scheme
        + " there";
  }

  private void fault(String expected) {
    reading.fault(Settings.FEED_SINKS, expected);
  }
}
