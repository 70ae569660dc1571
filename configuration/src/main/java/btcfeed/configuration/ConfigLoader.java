package btcfeed.configuration;

import btcfeed.domain.market.Venue;
import btcfeed.exchange.Venues;
import btcfeed.log.LogOptions;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Reads the configuration. A command line option wins over the environment, the environment over
 * the file, and the file over the default.
 *
 * <p>Reads the file named by {@code --config} and files with secrets, and checks that other named
 * files exist. It changes nothing and never throws for invalid input.
 */
public final class ConfigLoader {
  private static final String SECRET_ON_THE_COMMAND_LINE =
      " is on the command line, where every user of this computer can read it; use the environment"
          + " or a file instead";

  /** Instead of an invalid folder, which is reported with the other faults. */
  private static final Path NO_PLUGINS = Path.of("plugins");

  private ConfigLoader() {}

  /**
   * Reads the configuration.
   *
   * @param venues the venues that this version supports
   */
  public static Loaded load(ConfigInput input, Set<Venue> venues) {
    return load(input, _ -> AvailablePlugins.none(venues));
  }

  /**
   * Reads the configuration.
   *
   * @param plugins finds the plugins in the folder of {@code FEED_PLUGINS_DIR}
   */
  public static Loaded load(ConfigInput input, Function<Path, AvailablePlugins> plugins) {
    ConfigReading reading = new ConfigReading();
    List<Layer> layers = new ArrayList<>();
    layers.add(Layer.of(input.flags()));
    layers.add(Layer.of(input.environment(), name -> "environment " + name));
    Optional<Layer> file = input.file().flatMap(path -> DotenvFile.read(path, reading));
    file.ifPresent(layers::add);
    // The plugins declare settings, so they are loaded before the other settings are read.
    AvailablePlugins available = plugins.apply(pluginsFolder(layers));
    reading.know(PluginsReader.settings(available));
    check(input.flags(), reading);
    layers.forEach(reading::add);
    warnOfUnknownNames(input.environment().keySet(), file, reading);
    FeedConfig config = config(reading, available, input.environment());
    return reading.faults().isEmpty()
        ? new Loaded.Usable(config, reading.rows(), reading.warnings())
        : new Loaded.Faulty(reading.faults(), reading.rows(), reading.warnings());
  }

  private static Path pluginsFolder(List<Layer> layers) {
    Setting<Path> folder = Settings.FEED_PLUGINS_DIR;
    return layers.stream()
        .flatMap(layer -> layer.find(folder.names()).stream())
        .findFirst()
        .map(value -> value.text().strip())
        .or(folder::fallback)
        .flatMap(folder.kind()::read)
        .orElse(NO_PLUGINS);
  }

  private static void warnOfUnknownNames(
      Set<String> environment, Optional<Layer> file, ConfigReading reading) {
    environment.stream()
        .sorted()
        .flatMap(name -> UnknownNames.inEnvironment(name, reading.settings()).stream())
        .forEach(reading::warn);
    file.stream()
        .flatMap(layer -> layer.values().keySet().stream())
        .flatMap(name -> UnknownNames.inFile(name, reading.settings()).stream())
        .forEach(reading::warn);
  }

  private static void check(List<ConfigInput.Flag> flags, ConfigReading reading) {
    for (ConfigInput.Flag flag : flags) {
      Optional<Setting<?>> setting = reading.settings().find(flag.name());
      if (setting.isEmpty()) {
        reading.fault(unknownFlag(flag, reading.settings()));
      }
      setting
          .filter(known -> known.kind().secrecy() == Secrecy.SECRET)
          .ifPresent(secret -> reading.warn(secret.name() + SECRET_ON_THE_COMMAND_LINE));
    }
  }

  private static ConfigFault unknownFlag(ConfigInput.Flag flag, SettingTable settings) {
    String nearest =
        NearestName.to(flag.name(), settings.names())
            .map(name -> ", for example " + name)
            .orElse("");
    // The value can be a secret under a misspelt name.
    return new ConfigFault(
        flag.option() + " " + flag.name(), Setting.MASK, "the name of a setting" + nearest);
  }

  private static FeedConfig config(
      ConfigReading reading, AvailablePlugins available, Map<String, String> environment) {
    return new FeedConfig(
        venues(reading, available.known()),
        new StoresReader(reading).read(),
        new FeedConfig.Http(
            reading.get(Settings.HEALTH_CHECK_HOST),
            reading.get(Settings.HEALTH_CHECK_PORT),
            Math.toIntExact(reading.get(Settings.FEED_STREAM_READERS)),
            Set.copyOf(reading.find(Settings.FEED_CORS_ORIGINS).orElseGet(List::of)),
            Set.copyOf(reading.find(Settings.FEED_HTTP_HOSTS).orElseGet(List::of)),
            reading.find(Settings.FEED_ADMIN_TOKEN)),
        new FeedConfig.Journal(
            reading.get(Settings.FEED_DATA_DIR),
            reading.get(Settings.FEED_JOURNAL_MAX_BYTES),
            reading.get(Settings.FEED_JOURNAL_SYNC)),
        reading.get(Settings.FEED_STALE_AFTER),
        new LogOptions(reading.get(Settings.FEED_LOG_FORMAT), reading.get(Settings.FEED_LOG_LEVEL)),
        NetworkReader.read(reading, environment),
        new PluginsReader(reading, available).read());
  }

  /** Names the unknown venues, with suggestions. */
  private static String unknown(List<Venue> wanted, Set<Venue> known) {
    StringBuilder text = new StringBuilder();
    for (Venue venue : wanted) {
      Optional<String> near = NearestName.to(venue.name(), known.stream().map(Venue::name));
      if (!known.contains(venue) && (near.isPresent() || wanted.size() > 1)) {
        text.append("; ").append(venue.name()).append(" is not a venue");
        near.ifPresent(name -> text.append(", did you mean ").append(name).append('?'));
      }
    }
    return text.toString();
  }

  private static FeedConfig.Venues venues(ConfigReading reading, Set<Venue> known) {
    List<Venue> exchanges = reading.get(Settings.EXCHANGE);
    if (!known.containsAll(exchanges)) {
      reading.fault(
          Settings.EXCHANGE,
          "only venues that this version supports: " + names(known) + unknown(exchanges, known));
    }
    Map<Venue, URI> webSocketUrls = reading.perVenue(Settings.WEBSOCKET_URLS);
    reading
        .find(Settings.WEBSOCKET_URL)
        .ifPresent(
            url -> {
              if (webSocketUrls.putIfAbsent(Venues.DEFAULT, url) != null) {
                String specific = Settings.WEBSOCKET_URLS.forVenue(Venues.DEFAULT).name();
                reading.warn(specific + " wins: WEBSOCKET_URL is ignored");
              }
            });
    reading.settings().all().forEach(setting -> warnOfUnknownVenues(reading, setting, known));
    return new FeedConfig.Venues(
        exchanges,
        reading.get(Settings.FEED_SYMBOLS),
        Map.copyOf(webSocketUrls),
        Map.copyOf(reading.perVenue(Settings.REST_URLS)),
        reading.get(Settings.FEED_LINES).intValue(),
        reading.get(Settings.MAX_MESSAGE_SIZE).intValue(),
        reading.get(Settings.RECONNECT_INTERVAL));
  }

  private static void warnOfUnknownVenues(
      ConfigReading reading, Setting<?> family, Set<Venue> known) {
    String only = ", only " + names(known);
    reading
        .venuesOf(family)
        .filter(venue -> !known.contains(venue))
        .map(
            venue ->
                family.forVenue(venue).name()
                    + " has no effect: this version has no venue "
                    + venue)
        .forEach(warning -> reading.warn(warning + only));
  }

  private static String names(Set<Venue> venues) {
    return venues.stream().sorted().map(Venue::name).collect(Collectors.joining(", "));
  }
}
