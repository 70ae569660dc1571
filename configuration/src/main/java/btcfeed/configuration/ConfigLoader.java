package btcfeed.configuration;

import btcfeed.domain.market.Venue;
import btcfeed.log.LogOptions;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

  private ConfigLoader() {}

  /**
   * Reads the configuration.
   *
   * @param venues the venues that this version supports
   */
  public static Loaded load(ConfigInput input, Set<Venue> venues) {
    List<ConfigFault> faults = new ArrayList<>();
    List<String> warnings = new ArrayList<>();
    List<Layer> layers = new ArrayList<>();
    layers.add(SecretFiles.read(flags(input, faults, warnings), faults));
    layers.add(SecretFiles.read(Layer.of(input.environment(), Source.Environment::new), faults));
    input.environment().keySet().stream()
        .sorted()
        .forEach(name -> UnknownNames.inEnvironment(name).ifPresent(warnings::add));
    input
        .file()
        .map(DotenvFile::read)
        .ifPresent(
            result -> {
              switch (result) {
                case DotenvFile.Result.Read(Layer layer, List<String> odd) -> {
                  layers.add(SecretFiles.read(layer, faults));
                  warnings.addAll(odd);
                  layer
                      .values()
                      .keySet()
                      .forEach(n -> UnknownNames.inFile(n).ifPresent(warnings::add));
                }
                case DotenvFile.Result.Failed(ConfigFault fault) -> faults.add(fault);
              }
            });
    ConfigReading reading = new ConfigReading(layers);
    faults.forEach(reading::fault);
    warnings.forEach(reading::warn);
    FeedConfig config = config(reading, venues, input.environment());
    return reading.faults().isEmpty()
        ? new Loaded.Usable(config, reading.rows(), reading.warnings())
        : new Loaded.Faulty(reading.faults(), reading.rows(), reading.warnings());
  }

  private static Layer flags(ConfigInput input, List<ConfigFault> faults, List<String> warnings) {
    for (ConfigInput.Flag flag : input.flags()) {
      Settings.find(flag.name())
          .ifPresentOrElse(
              setting -> {
                if (setting.secrecy() == Secrecy.SECRET) {
                  warnings.add(setting.name() + SECRET_ON_THE_COMMAND_LINE);
                }
              },
              () -> faults.add(unknownFlag(flag)));
    }
    return Layer.of(input.flags());
  }

  private static ConfigFault unknownFlag(ConfigInput.Flag flag) {
    String nearest =
        NearestName.to(flag.name(), Settings.names())
            .map(name -> ", for example " + name)
            .orElse("");
    // The value can be a secret under a misspelt name.
    return new ConfigFault(
        flag.option() + " " + flag.name(), Setting.MASK, "the name of a setting" + nearest);
  }

  private static FeedConfig config(
      ConfigReading reading, Set<Venue> venues, Map<String, String> environment) {
    return new FeedConfig(
        venues(reading, venues),
        new StoresReader(reading).read(),
        new FeedConfig.Http(
            reading.get(ServiceSettings.HEALTH_CHECK_HOST),
            reading.get(ServiceSettings.HEALTH_CHECK_PORT),
            Math.toIntExact(reading.get(ServiceSettings.FEED_STREAM_READERS)),
            Set.copyOf(reading.find(ServiceSettings.FEED_CORS_ORIGINS).orElseGet(List::of)),
            Set.copyOf(reading.find(ServiceSettings.FEED_HTTP_HOSTS).orElseGet(List::of)),
            reading.find(ServiceSettings.FEED_ADMIN_TOKEN)),
        new FeedConfig.Journal(
            reading.get(ServiceSettings.FEED_DATA_DIR),
            reading.get(ServiceSettings.FEED_JOURNAL_MAX_BYTES),
            reading.get(ServiceSettings.FEED_JOURNAL_SYNC)),
        reading.get(VenueSettings.FEED_STALE_AFTER),
        new LogOptions(
            reading.get(ServiceSettings.FEED_LOG_FORMAT),
            reading.get(ServiceSettings.FEED_LOG_LEVEL)),
        new NetworkReader(reading).read(environment));
  }

  /** Names the unknown venues, with suggestions. */
  private static String unknown(List<Venue> wanted, Set<Venue> known) {
    StringBuilder text = new StringBuilder();
    for (Venue venue : wanted) {
      if (!known.contains(venue)) {
        Optional<String> near = NearestName.to(venue.name(), known.stream().map(Venue::name));
        if (near.isPresent() || wanted.size() > 1) {
          text.append("; ").append(venue.name()).append(" is not a venue");
          near.ifPresent(name -> text.append(", did you mean ").append(name).append('?'));
        }
      }
    }
    return text.toString();
  }

  private static FeedConfig.Venues venues(ConfigReading reading, Set<Venue> known) {
    List<Venue> exchanges = reading.get(VenueSettings.EXCHANGE);
    if (!known.containsAll(exchanges)) {
      reading.fault(
          VenueSettings.EXCHANGE,
          "only venues that this version supports: " + names(known) + unknown(exchanges, known));
    }
    Map<Venue, URI> webSocketUrls = new LinkedHashMap<>(reading.find(VenueSettings.WEBSOCKET_URLS));
    reading
        .find(VenueSettings.WEBSOCKET_URL)
        .ifPresent(
            url -> {
              if (webSocketUrls.putIfAbsent(VenueSettings.UNNAMED, url) != null) {
                String specific = VenueSettings.WEBSOCKET_URLS.nameFor(VenueSettings.UNNAMED);
                reading.warn(specific + " wins: WEBSOCKET_URL is ignored");
              }
            });
    Settings.perVenue().forEach(family -> warnOfUnknownVenues(reading, family, known));
    return new FeedConfig.Venues(
        exchanges,
        reading.get(VenueSettings.FEED_SYMBOLS),
        Map.copyOf(webSocketUrls),
        Map.copyOf(reading.find(VenueSettings.REST_URLS)),
        reading.get(VenueSettings.FEED_LINES).intValue(),
        reading.get(VenueSettings.MAX_MESSAGE_SIZE).intValue(),
        reading.get(VenueSettings.RECONNECT_INTERVAL));
  }

  private static void warnOfUnknownVenues(
      ConfigReading reading, VenueSetting<?> family, Set<Venue> known) {
    for (Venue venue : reading.venuesOf(family)) {
      if (!known.contains(venue)) {
        reading.warn(
            family.nameFor(venue)
                + " has no effect: this version has no venue "
                + venue
                + ", only "
                + names(known));
      }
    }
  }

  private static String names(Set<Venue> venues) {
    return venues.stream().sorted().map(Venue::name).collect(Collectors.joining(", "));
  }
}
